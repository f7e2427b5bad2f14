import { tooManyStreams } from "#core/events/errors.ts";

/** How many streams each caller holds open in this process, whichever transports they came by. */
export class Places {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Answers how to give the place back. Throws `limited`. */
  take(caller: string): () => void {
    const held = this.#held.get(caller) ?? 0;
    if (held >= this.#most) throw tooManyStreams(this.#most);
    this.#held.set(caller, held + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.#held.get(caller) ?? 1) - 1;
      if (left === 0) this.#held.delete(caller);
      else this.#held.set(caller, left);
    };
  }
}
