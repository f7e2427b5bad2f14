import { setTimeout as sleep } from "node:timers/promises";

export interface Rests {
  /** Shortest pause, milliseconds. */
  readonly leastMs: number;
  /** Longest pause, whatever the load, milliseconds. */
  readonly mostMs: number;
}

/** Time constant of the load average: after this long, two thirds of it are recent. */
const MEMORY_MS = 250;
/** How often the load is checked during a pause, milliseconds. */
const LOOK_MS = 100;

/**
 * Lets background work yield to callers: the larger the share of time in which a caller waits for a response, the
 * longer the pause between batches, up to a limit; batches become fewer and larger, which costs less per item.
 */
export class Pace {
  #callers = 0;
  #share = 0;
  #toldMs = performance.now();

  /** A caller begins to wait for a response. */
  enter(): void {
    this.#advance();
    this.#callers += 1;
  }

  leave(): void {
    this.#advance();
    this.#callers -= 1;
  }

  /** The load average: share of recent time in which a caller waited, 0 to 1. */
  share(): number {
    this.#advance();
    return this.#share;
  }

  /** Pauses; ends early when callers are gone, and at once when the signal aborts. */
  async rest({ leastMs, mostMs }: Rests, signal?: AbortSignal): Promise<void> {
    const begunMs = performance.now();
    for (;;) {
      const leftMs = begunMs + leastMs + (mostMs - leastMs) * this.share() - performance.now();
      if (leftMs <= 0 || signal?.aborted === true) return;
      await sleep(Math.min(leftMs, LOOK_MS), undefined, { signal }).catch(() => {});
    }
  }

  #advance(): void {
    const nowMs = performance.now();
    const kept = Math.exp((this.#toldMs - nowMs) / MEMORY_MS);
    this.#share = this.#share * kept + (this.#callers > 0 ? 1 - kept : 0);
    this.#toldMs = nowMs;
  }
}
