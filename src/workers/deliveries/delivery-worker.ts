import { newId } from "#core/kernel/ids.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { DELIVERIES_CHANNEL } from "#core/webhooks/fan-out-store.ts";
import type { HttpOut } from "#integrations/http-out/http-out.ts";
import { Coalesced } from "./coalesced.ts";
import { LaneBook } from "./lane-book.ts";
import { type Lane, type Taken } from "./lane.ts";
import { inTurn, readDue, readEvents } from "./pending-store.ts";
import { ResultWriter } from "./result-writer.ts";
import { verdictOf, waitAfter } from "./schedule.ts";
import { send } from "./send.ts";

export interface DeliveryOptions {
  readonly hub: Hub;
  readonly out: HttpOut;
  readonly onError: (error: unknown) => void;
  /** A worker that has not renewed its lease for this long has lost its endpoints. */
  readonly leaseMs?: number;
  readonly renewMs?: number;
  /** Polling interval: retries fall due without a notification. */
  readonly pollMs?: number;
  readonly timeoutMs?: number;
  /** For jitter, 0 to 1. */
  readonly random?: () => number;
  /** Default: PostgreSQL's clock. */
  readonly clock?: () => Date;
}

const DEFAULTS = { leaseMs: 15_000, renewMs: 3000, pollMs: 1000, timeoutMs: 15_000, random: Math.random };
/** Concurrent requests per process; above it endpoints take turns. */
const AT_ONCE = 1000;
const GRACE_MS = 5000;

/**
 * Delivers to the endpoints that this process has leased, so that order, rate and concurrency per endpoint are decided
 * in one place. At least once: an attempt whose result could not be written is repeated.
 */
export class DeliveryWorker {
  readonly #options: Required<Omit<DeliveryOptions, "clock">>;
  readonly #book: LaneBook;
  readonly #now: () => Date;
  readonly #results: ResultWriter;
  readonly #reading: Coalesced;
  readonly #halted = new AbortController();
  readonly #stalled = new Set<Lane>();
  readonly #timers = new Map<Lane, NodeJS.Timeout>();
  #inFlight = 0;
  #stopping = false;
  #poll: NodeJS.Timeout | undefined;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = { ...DEFAULTS, ...options };
    const { hub, onError } = this.#options;
    this.#book = new LaneBook({ ...this.#options, worker: newId(), onChange: () => this.#lookEverywhere() });
    this.#now = options.clock ?? (() => this.#book.now());
    this.#results = new ResultWriter({ hub, onError, onWritten: () => this.#reading.ask() });
    this.#reading = new Coalesced(() => this.#read(), onError);
  }

  async start(): Promise<void> {
    const { hub, pollMs } = this.#options;
    await this.#book.start();
    const onNews = (payload: string) => (payload === "lanes" ? this.#book.refresh() : this.#lookEverywhere());
    // Notifications sent before a reconnect were missed.
    const listening = await hub.db.listener.listen(DELIVERIES_CHANNEL, onNews, () => this.#book.refresh());
    this.#unlisten = () => listening.unlisten();
    this.#poll = setInterval(() => this.#lookEverywhere(), pollMs);
    this.#lookEverywhere();
  }

  /** Starts nothing more, waits briefly for running requests, writes their results and releases the leases. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#poll);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await this.#unlisten?.().catch(this.#options.onError);
    await this.#reading.idle();
    const giveUp = Date.now() + GRACE_MS;
    while (this.#inFlight > 0 && Date.now() < giveUp) await new Promise((resolve) => setTimeout(resolve, 20));
    this.#halted.abort();
    await this.#results.stop();
    await this.#book.stop();
  }

  #lookEverywhere(): void {
    for (const { lane } of this.#book.lanes()) lane.hungry = true;
    this.#reading.ask();
  }

  async #read(): Promise<void> {
    if (this.#stopping) return;
    const { hub } = this.#options;
    const asked = new Map<string, { lane: Lane; limit: number }>();
    for (const { lane } of this.#book.lanes()) {
      lane.forget();
      const limit = lane.want();
      if (limit > 0) asked.set(lane.settings.endpointId, { lane, limit });
    }
    const wanted = [...asked].map(([endpointId, { lane, limit }]) => {
      const { tenantId, ordered } = lane.settings;
      return { endpointId, tenantId, ordered, limit };
    });
    for (const { lane } of asked.values()) lane.hungry = false;
    const due = await readDue(hub.db.steady, wanted, this.#now());
    const fresh = inTurn(due).filter(({ endpointId, id }) => asked.get(endpointId)?.lane.knows(id) === false);
    const events = await readEvents(
      hub.db.steady,
      fresh.map(({ n }) => n),
    );
    for (const delivery of fresh) {
      const event = events.get(delivery.n);
      if (event !== undefined) asked.get(delivery.endpointId)?.lane.offer({ ...delivery, event });
    }
    const counts = Map.groupBy(due, ({ endpointId }) => endpointId);
    for (const [endpointId, { lane, limit }] of asked) {
      if ((counts.get(endpointId)?.length ?? 0) >= limit) lane.hungry = true;
    }
    for (const { lane } of this.#book.lanes()) this.#pump(lane);
  }

  /** Sends the deliveries that are allowed now, and runs again when a rate limit or pause ends. */
  #pump(lane: Lane): void {
    const nowMs = this.#nowMs();
    this.#stalled.delete(lane);
    while (this.#maySend()) {
      const delivery = lane.take(nowMs);
      if (delivery === undefined) return this.#later(lane, lane.waitMs(nowMs));
      void this.#deliver(lane, delivery).catch(this.#options.onError);
    }
    this.#stalled.add(lane);
  }

  #maySend(): boolean {
    return !this.#stopping && this.#inFlight < AT_ONCE && this.#book.current();
  }

  #later(lane: Lane, waitMs: number): void {
    if (!Number.isFinite(waitMs) || this.#timers.has(lane)) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(lane);
        this.#pump(lane);
      },
      Math.min(waitMs, this.#options.pollMs),
    );
    this.#timers.set(lane, timer);
  }

  async #deliver(lane: Lane, delivery: Taken): Promise<void> {
    const { out, timeoutMs, random } = this.#options;
    const at = new Date(this.#nowMs());
    const startedMs = performance.now();
    this.#inFlight += 1;
    const number = delivery.attempts + 1;
    const target = this.#book.targetOf(lane);
    const outcome = await send(target, delivery.event, { out, timeoutMs, at, signal: this.#halted.signal });
    this.#inFlight -= 1;
    if (this.#halted.signal.aborted) return; // its result is unknown: the next holder of the lease retries
    const nowMs = this.#nowMs();
    const verdict = verdictOf(outcome);
    const wait = verdict === "succeeded" ? null : waitAfter(number, outcome, random);
    lane.observe(verdict, outcome, nowMs);
    lane.ended(delivery, { retried: wait !== null });
    this.#results.add(lane, delivery, {
      tenantId: delivery.tenantId,
      endpointId: delivery.endpointId,
      id: delivery.id,
      createdMs: delivery.createdMs,
      number,
      atMs: at.getTime(),
      durationMs: Math.round(performance.now() - startedMs),
      status: outcome.status,
      error: outcome.error,
      responseBody: outcome.responseBody,
      succeeded: verdict === "succeeded",
      dueMs: wait === null ? null : nowMs + wait,
    });
    if (verdict === "gone") this.#results.reportGone(lane);
    this.#pump(lane);
    for (const stalled of this.#stalled) if (this.#maySend()) this.#pump(stalled);
    if (lane.want() > 0) this.#reading.ask();
  }

  #nowMs(): number {
    return this.#now().getTime();
  }
}
