import { restMs } from "../kernel/backoff.ts";
import { type Consumer, ConsumerNotReady, isApplying } from "./consumer.ts";

/** Most events that are read, applied and committed together. */
export const PAGE = 500;
/** Tries before an event that fails alone is dead-lettered. */
const TRIES = 5;
/** So many consecutive dead letters mean that the consumer is broken, not its events: it stops instead. */
const LETTERS_IN_A_ROW = 10;

/** A consumer's position in the feed as this process knows it, and its recent failures. */
export class Cursor {
  readonly consumer: Consumer;
  /** As stored in the database. */
  position = 0;
  /** Whether this process holds it. */
  held = false;
  /** Whether its last try failed. */
  troubled = false;
  #limit = PAGE;
  #tries = 0;
  #letters = 0;
  #resumeAt = 0;

  constructor(consumer: Consumer) {
    this.consumer = consumer;
  }

  /** How many events its next page may have: fewer after failures, until the failing one is alone. */
  get limit(): number {
    return this.#limit;
  }

  get tries(): number {
    return this.#tries;
  }

  /** Milliseconds until it may continue; 0: now. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#resumeAt - nowMs);
  }

  moved(position: number, effects: number): void {
    this.position = position;
    this.#limit = Math.min(PAGE, this.#limit * 2);
    this.#tries = 0;
    if (effects > 0) this.#letters = 0;
  }

  setAside(position: number): void {
    this.position = position;
    this.#tries = 0;
    this.#letters += 1;
  }

  /** After a failed page. What another system does not accept is never dead-lettered, nor what no event is to blame for. */
  failed(events: number, nowMs: number, error?: unknown): "retry" | "set aside" {
    const ours = isApplying(this.consumer) && !(error instanceof ConsumerNotReady);
    if (ours && events > 1) {
      this.#limit = Math.ceil(events / 2);
      return "retry";
    }
    this.#tries += 1;
    if (ours && this.#tries >= TRIES && this.#letters < LETTERS_IN_A_ROW) return "set aside";
    this.#resumeAt = nowMs + restMs(this.#tries);
    return "retry";
  }
}
