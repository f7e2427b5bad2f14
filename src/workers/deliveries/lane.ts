import type { StoredEvent } from "#core/webhooks/event-store.ts";
import type { LaneSettings } from "./lease-store.ts";
import type { DueDelivery } from "./pending-store.ts";
import { askedPause, FAILURES_TO_OPEN, type Outcome, pauseAfter, type Verdict } from "./schedule.ts";

export interface Waiting extends DueDelivery {
  readonly event: StoredEvent;
}

/** A delivery under way; `key` is what it keeps the order of. */
export interface Taken extends Waiting {
  readonly key: string;
}

/** Deliveries that are kept ready per endpoint; more are read when fewer than half of them are left. */
const READY = 200;

/**
 * One endpoint that this worker holds: which deliveries are ready, which are under way, and how the endpoint does.
 * Knows neither database nor network. Times are ms since the epoch.
 */
export class Lane {
  settings: LaneSettings;
  inFlight = 0;
  /** Results that are not in the database yet. */
  unwritten = 0;
  failures = 0;
  failingSinceMs: number | null = null;
  openUntilMs: number | null = null;
  lastSuccessMs: number | null = null;
  lastFailureMs: number | null = null;
  lastError: string | null = null;
  noticed = 0;
  /** On its way to another worker: nothing begins any more. */
  leaving = false;
  /** There may be more to read than is here. */
  hungry = true;
  /** By key. One that is under way has a queue too, which may be empty. */
  readonly #queues = new Map<string, Taken[]>();
  /** Keys whose first delivery may go. */
  readonly #turn = new Set<string>();
  /** Keys that wait for a retry: by which delivery, and what was ready behind it. */
  readonly #blocked = new Map<string, { readonly by: string; readonly behind: readonly string[] }>();
  /** Ready, under way, or not yet seen as written: a read that finds them must not take them again. */
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

  /** Nothing is under way, and all results are written. */
  get settled(): boolean {
    return this.inFlight === 0 && this.unwritten === 0;
  }

  get #stopped(): boolean {
    return this.leaving || this.settings.status !== "enabled" || this.settings.skipping;
  }

  /** Rows to read so that new ones are among them; 0 when nothing is needed. */
  want(): number {
    if (this.#stopped || !this.hungry || this.#ready > READY / 2) return 0;
    return this.#known.size + READY - this.#ready;
  }

  /** Before a read: what has been written by now may be taken from the database again. */
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

  /** The next delivery that may go now; `undefined` when none may. */
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

  /** How long until something may be sent; 0: now, `Infinity`: not before something else has ended. */
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

  /** An attempt has ended. What is behind a failure of its key waits for the retry, in the database. */
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
    this.hungry ||= attempts > 0; // what waited behind a retry may go now
  }

  /** What is ready but not under way is left in the database. */
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
    // Whoever refuses one payload is there and may take the next: only what says nothing of it opens the circuit.
    if (verdict === "failed") this.failures += 1;
    const pause = Math.max(verdict === "failed" ? pauseAfter(this.failures) : 0, askedPause(outcome));
    if (pause > 0) this.openUntilMs = Math.max(this.openUntilMs ?? 0, nowMs + pause);
  }
}
