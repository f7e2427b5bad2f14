import { tooManyStreams } from "#core/events/errors.ts";

/** The open streams, or the open sockets, of each caller in this process, over all transports. */
export class Places {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Returns a function that frees the slot. Throws `limited`. */
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
