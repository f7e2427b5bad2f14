/** A pause in a loop that something else may end. */
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
