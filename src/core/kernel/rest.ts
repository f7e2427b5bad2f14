/** An interruptible pause in a loop. */
export class Rest {
  #end: (() => void) | undefined;

  async for(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#end = resolve;
    await promise;
    clearTimeout(timer);
    this.#end = undefined;
  }

  readonly end = (): void => this.#end?.();
}
