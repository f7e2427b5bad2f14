import { FAILURES_TO_OPEN, pauseAfter } from "#core/kernel/circuit.ts";
import type { StoredEvent } from "#core/webhooks/event-store.ts";
import type { LaneSettings } from "./lease-store.ts";
import type { DueDelivery } from "./pending-store.ts";
import { askedPause, type Outcome, type Verdict } from "./schedule.ts";

export interface Waiting extends DueDelivery {
  readonly event: StoredEvent;
}

/** A running delivery; deliveries with the same `key` keep their order. */
export interface Taken extends Waiting {
  readonly key: string;
}

/** Ready deliveries kept per endpoint; more are read when fewer than half of them are left. */
const READY = 200;

/**
 * One endpoint leased by this worker: its ready and running deliveries and its health. Independent of database and
 * network. Times are ms since the epoch.
 */
export class Lane {
  settings: LaneSettings;
  inFlight = 0;
  /** Results not yet written to the database. */
  unwritten = 0;
  failures = 0;
  failingSinceMs: number | null = null;
  openUntilMs: number | null = null;
  lastSuccessMs: number | null = null;
  lastFailureMs: number | null = null;
  lastError: string | null = null;
  noticed = 0;
  /** Being released to another worker: nothing more is started. */
  leaving = false;
  /** The database may hold more due deliveries. */
  hungry = true;
  /** By key. A running delivery's key has a queue too, which may be empty. */
  readonly #queues = new Map<string, Taken[]>();
  /** Keys whose first delivery may start. */
  readonly #turn = new Set<string>();
  /** Keys blocked by a retry: the delivery to retry, and those queued behind it. */
  readonly #blocked = new Map<string, { readonly by: string; readonly behind: readonly string[] }>();
  /** Ready, running, or not yet confirmed as written: a read must skip them. */
  readonly #known = new Set<string>();
  #forgettable: string[] = [];
  #unblockable: string[] = [];
  #ready = 0;
  #tokens = 1;
  #filledMs = 0;

  constructor(settings: LaneSettings) {
    this.settings = settings;
    this.configure(settings);
  }

  configure(settings: LaneSettings): void {
    this.settings = settings;
    this.failures = settings.failures;
    this.failingSinceMs = settings.failingSinceMs;
    this.openUntilMs = settings.openUntilMs;
    this.noticed = settings.noticed;
  }

  /** Nothing is running, and all results are written. */
  get settled(): boolean {
    return this.inFlight === 0 && this.unwritten === 0;
  }

  get #stopped(): boolean {
    return this.leaving || this.settings.status !== "enabled" || this.settings.skipping;
  }

  /** How many rows to read so that new ones are among them; 0 when none are needed. */
  want(): number {
    if (this.#stopped || !this.hungry || this.#ready > READY / 2) return 0;
    return this.#known.size + READY - this.#ready;
  }

  /** Before a read: deliveries with written results may be read again. */
  forget(): void {
    for (const id of this.#forgettable) this.#known.delete(id);
    for (const key of this.#unblockable) this.#blocked.delete(key);
    this.#forgettable = [];
    this.#unblockable = [];
  }

  knows(id: string): boolean {
    return this.#known.has(id);
  }

  offer(delivery: Waiting): void {
    const key = this.settings.ordered ? delivery.subjectId : delivery.id;
    if (this.#known.has(delivery.id) || this.#blocked.has(key) || this.#stopped) return;
    this.#known.add(delivery.id);
    this.#ready += 1;
    const taken = { ...delivery, key };
    const queue = this.#queues.get(key);
    if (queue !== undefined) return void queue.push(taken);
    this.#queues.set(key, [taken]);
    this.#turn.add(key);
  }

  /** The next delivery that may start; `undefined` when none may. */
  take(nowMs: number): Taken | undefined {
    const [key] = this.#turn;
    if (key === undefined || this.waitMs(nowMs) !== 0) return undefined;
    this.#turn.delete(key);
    const delivery = this.#queues.get(key)?.shift();
    if (delivery === undefined) return undefined;
    this.#ready -= 1;
    this.inFlight += 1;
    this.#tokens -= 1;
    return delivery;
  }

  /** Ms until something may be sent; 0: now, `Infinity`: not before a running delivery has ended. */
  waitMs(nowMs: number): number {
    const { maxConcurrent, maxPerSecond } = this.settings;
    const width = this.failures >= FAILURES_TO_OPEN ? 1 : maxConcurrent;
    if (this.#turn.size === 0 || this.#stopped || this.inFlight >= width) return Infinity;
    if (this.openUntilMs !== null && this.openUntilMs > nowMs) return this.openUntilMs - nowMs;
    if (maxPerSecond === null) return 0;
    const elapsed = Math.max(0, nowMs - this.#filledMs);
    this.#tokens = Math.min(Math.max(1, maxPerSecond / 20), this.#tokens + (elapsed * maxPerSecond) / 1000);
    this.#filledMs = nowMs;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * 1000) / maxPerSecond);
  }

  /** An attempt has ended. After a failure, later deliveries of its key wait in the database for the retry. */
  ended({ id, key }: Taken, { retried }: { retried: boolean }): void {
    this.inFlight -= 1;
    const queue = this.#queues.get(key) ?? [];
    if (retried) {
      this.#blocked.set(key, { by: id, behind: queue.map((waiting) => waiting.id) });
      this.#ready -= queue.length;
    } else if (queue.length > 0) return void this.#turn.add(key);
    this.#queues.delete(key);
  }

  /** Its result is in the database. */
  written({ id, key, attempts }: Taken): void {
    this.#forgettable.push(id);
    const block = this.#blocked.get(key);
    if (block?.by === id) {
      this.#forgettable.push(...block.behind);
      this.#unblockable.push(key);
    }
    this.hungry ||= attempts > 0; // deliveries behind a retry may start now
  }

  /** Ready deliveries that have not started stay in the database. */
  drop(): void {
    for (const [key, queue] of this.#queues) {
      this.#forgettable.push(...queue.map(({ id }) => id));
      queue.length = 0;
      if (this.#turn.delete(key)) this.#queues.delete(key);
    }
    this.#ready = 0;
    this.hungry = true;
  }

  observe(verdict: Verdict, outcome: Outcome, nowMs: number): void {
    if (verdict === "succeeded") {
      this.failures = 0;
      this.failingSinceMs = null;
      this.openUntilMs = null;
      this.lastError = null;
      this.lastSuccessMs = nowMs;
      this.noticed = 0;
      return;
    }
    this.failingSinceMs ??= nowMs;
    this.lastFailureMs = nowMs;
    this.lastError = outcome.error;
    // An endpoint that rejects one payload is up and may accept the next: only failures unrelated to the payload open
    // the circuit.
    if (verdict === "failed") this.failures += 1;
    const pause = Math.max(verdict === "failed" ? pauseAfter(this.failures) : 0, askedPause(outcome));
    if (pause > 0) this.openUntilMs = Math.max(this.openUntilMs ?? 0, nowMs + pause);
  }
}
