import { restMs } from "../kernel/backoff.ts";
import { type Consumer, isApplying } from "./consumer.ts";

/** Events that are read, applied and committed together at most. */
export const PAGE = 500;
/** An event that failed alone so often is set aside. */
const TRIES = 5;
/** So many set aside in a row show that the consumer is broken and not its events: it holds still instead. */
const LETTERS_IN_A_ROW = 10;

/** A consumer's place in the feed as this process knows it, and how it does there. */
export class Cursor {
  readonly consumer: Consumer;
  /** As the database has it. */
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

  /** 0 when it may go on. */
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

  /** After a failed page. What another system does not take is never set aside. */
  failed(events: number, nowMs: number): "retry" | "set aside" {
    const ours = isApplying(this.consumer);
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
