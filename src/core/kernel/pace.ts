import { setTimeout as sleep } from "node:timers/promises";

export interface Rests {
  /** Rested in any case. */
  readonly leastMs: number;
  /** Never rested longer, whatever callers want. */
  readonly mostMs: number;
}

/** After so long, two thirds of what is remembered of the load are of that time. */
const MEMORY_MS = 250;
/** How often it is asked again whether callers are still there. */
const LOOK_MS = 100;

/**
 * Lets work that nobody waits for give way to callers: the larger the share of time in which somebody waits for an
 * answer, the longer it rests between its sets, up to a limit; so it takes fewer and larger ones, which cost less each.
 */
export class Pace {
  #callers = 0;
  #share = 0;
  #toldMs = performance.now();

  /** Somebody begins to wait for an answer. */
  enter(): void {
    this.#advance();
    this.#callers += 1;
  }

  leave(): void {
    this.#advance();
    this.#callers -= 1;
  }

  /** The share of the last moments in which somebody waited, 0 to 1. */
  share(): number {
    this.#advance();
    return this.#share;
  }

  /** Ends early when callers go, and at once when the signal fires. */
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
