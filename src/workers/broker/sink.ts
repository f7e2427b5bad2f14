import { cloudEventOf } from "#core/events/cloud-event.ts";
import { FEED_CHANNEL } from "#core/events/relay.ts";
import { type FeedRow, readFeed } from "#core/events/store.ts";
import { newId } from "#core/kernel/ids.ts";
import type { Database } from "#db/client.ts";
import type { Broker, Message } from "#integrations/broker/port.ts";
import type { JobLog } from "../job.ts";
import { persist, rest, troubleOf } from "./persist.ts";
import {
  advanceSink,
  ensureSink,
  type Hold,
  holdSink,
  missedUpTo,
  noteTrouble,
  releaseSink,
  type Start,
} from "./sink-store.ts";

export interface SinkOptions {
  readonly db: Database;
  readonly log: JobLog;
  readonly broker: Broker;
  readonly topic: string;
  /** Where a sink begins that is not known yet. */
  readonly start: Start;
  /** A process that was killed holds its sink for so long: twice what a publication may take, or more. */
  readonly leaseMs?: number;
}

const LEASE_MS = 20_000;
const PAGE = 500;
/** Well below the megabyte that Kafka's brokers take at once unless told otherwise. */
const PUBLISH_BYTES = 400_000;

/**
 * Gives the feed to a broker, in its order. One process at a time holds a sink; the position is written after the
 * broker's acknowledgement, so that a crash between the two repeats events and never leaves one out.
 */
export class EventSink {
  readonly #options: SinkOptions;
  readonly #hold: Hold;
  readonly #stopping = new AbortController();
  #heldUntil = 0;
  #woken = false;
  #wake: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopListening: (() => Promise<void>) | undefined;

  constructor(options: SinkOptions) {
    this.#options = options;
    this.#hold = { name: options.broker.name, holder: newId(), leaseMs: options.leaseMs ?? LEASE_MS };
  }

  async start(): Promise<void> {
    const onNews = () => {
      this.#woken = true;
      this.#wake?.();
    };
    const listening = await this.#options.db.listener.listen(FEED_CHANNEL, onNews, onNews);
    this.#stopListening = () => listening.unlisten();
    const { broker, log } = this.#options;
    const trouble = {
      begun: (error: unknown) => {
        log.error({ err: error, sink: broker.name }, "Events do not reach the broker");
        void this.#note(troubleOf(error));
      },
      mended: () => {
        log.info({ sink: broker.name }, "Events reach the broker again");
        void this.#note(null);
      },
    };
    this.#running = persist(this.#stopping.signal, trouble, (wentWell) => this.#serve(wentWell));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
    await this.#stopListening?.().catch(() => {});
    await releaseSink(this.#options.db.sql, this.#hold).catch(() => {});
  }

  /** Waits for its turn and then publishes until the sink is taken away. */
  async #serve(wentWell: () => void): Promise<void> {
    const { db, broker, start } = this.#options;
    const { signal } = this.#stopping;
    await ensureSink(db.sql, broker.name, start);
    let position = await this.#take();
    if (position === undefined) return rest(this.#hold.leaseMs / 3, signal);
    await this.#tellOfGap(position);
    while (!signal.aborted) {
      this.#woken = false;
      const rows = await readFeed(db.sql, { after: position, limit: PAGE });
      for (const portion of portionsOf(rows, broker)) {
        if (signal.aborted || !(await this.#publish(portion))) return;
        position = portion.position;
        wentWell();
      }
      if (rows.length < PAGE) await this.#idle();
      if (this.#heldMs() < this.#hold.leaseMs / 2 && (await this.#take()) === undefined) return;
    }
  }

  async #take(): Promise<number | undefined> {
    const askedAt = performance.now();
    const position = await holdSink(this.#options.db.sql, this.#hold);
    if (position !== undefined) this.#heldUntil = askedAt + this.#hold.leaseMs;
    return position;
  }

  /** By this process's own clock, from before the lease was asked for. */
  #heldMs(): number {
    return this.#heldUntil - performance.now();
  }

  /** False when the sink is another's: what was published then comes twice. */
  async #publish({ position, messages }: Portion): Promise<boolean> {
    const { db, broker, topic } = this.#options;
    if (this.#heldMs() < this.#hold.leaseMs / 2 && (await this.#take()) === undefined) return false;
    await broker.publish(topic, messages);
    const askedAt = performance.now();
    const mine = await advanceSink(db.sql, this.#hold, position);
    if (mine) this.#heldUntil = askedAt + this.#hold.leaseMs;
    return mine;
  }

  /** Until there is news or the lease must be renewed. */
  async #idle(): Promise<void> {
    if (this.#woken) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#hold.leaseMs / 2);
    this.#wake = resolve;
    if (this.#stopping.signal.aborted) resolve();
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  async #tellOfGap(position: number): Promise<void> {
    const { db, broker, log } = this.#options;
    const oldest = await missedUpTo(db.sql, position);
    if (oldest === undefined) return;
    const gap = `The feed no longer has the events behind position ${position}; it goes on from ${oldest}.`;
    log.error({ sink: broker.name, position, oldest }, gap);
    await this.#note(gap);
  }

  async #note(trouble: string | null): Promise<void> {
    await noteTrouble(this.#options.db.sql, this.#options.broker.name, trouble).catch(() => {});
  }
}

interface Portion {
  /** Of its last event. */
  readonly position: number;
  readonly messages: readonly Message[];
}

/** Cuts a page so that a portion has at most `PUBLISH_BYTES`, or a single event that is larger. */
function* portionsOf(rows: readonly FeedRow[], broker: Broker): Generator<Portion> {
  let messages: Message[] = [];
  let bytes = 0;
  let position = 0;
  for (const row of rows) {
    const message = broker.encode(cloudEventOf(row.tenantId, { ...row, at: new Date(row.at).toISOString() }));
    const size = Buffer.byteLength(message.value);
    if (messages.length > 0 && bytes + size > PUBLISH_BYTES) {
      yield { position, messages };
      messages = [];
      bytes = 0;
    }
    messages.push(message);
    bytes += size;
    position = row.position;
  }
  if (messages.length > 0) yield { position, messages };
}
