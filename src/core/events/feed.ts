import type { Database } from "#db/client.ts";
import type { HubError } from "../kernel/errors.ts";
import type { HubEvent } from "../kernel/event.ts";
import type { TenantId } from "../kernel/ids.ts";
import type { EventFilter } from "../kernel/operation.ts";
import { tooSlow } from "./errors.ts";
import { eventOf, type Reader, Readership } from "./readership.ts";
import { FEED_CHANNEL } from "./relay.ts";
import { feedHead, readFeed } from "./store.ts";

const PAGE = 1000;
/** Polling interval: catches events whose notification was missed. */
const LOOK_MS = 5000;
/** Debounce: events within it are sent in one write per reader. */
const FRAME_MS = 15;

/** Reads the feed once per process and distributes it, in frames, to all readers of that process. */
export class Feed {
  readonly #db: Database;
  readonly #onError: (error: unknown) => void;
  readonly #readership = new Readership();
  #head = 0;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #lookedAt = -Infinity;
  #soon: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => Promise<void>) | undefined;
  #ended: (() => HubError) | undefined;

  constructor(db: Database, onError: (error: unknown) => void) {
    this.#db = db;
    this.#onError = onError;
  }

  async start(): Promise<void> {
    this.#head = await feedHead(this.#db.sql);
    const listening = await this.#db.listener.listen(FEED_CHANNEL, this.#wake, this.#wake);
    this.#stopListening = () => listening.unlisten();
    this.#timer = setInterval(this.#wake, LOOK_MS);
  }

  /** Ends all current and future readers with this reason. */
  end(reason: () => HubError): void {
    this.#ended = reason;
    this.#readership.wakeAll();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.#readership.wakeAll();
    await this.#stopListening?.().catch(this.#onError);
    await this.#looking;
  }

  /** Number of readers in this process. */
  get readers(): number {
    return this.#readership.size;
  }

  /** The last position that this process has read. */
  get head(): number {
    return this.#head;
  }

  /** Yields until the signal aborts. With `after`, first catches up from the database, without gap or duplicate. */
  async *subscribe(tenantId: TenantId, filter: EventFilter, signal: AbortSignal): AsyncGenerator<readonly HubEvent[]> {
    const reader = this.#readership.enter(tenantId, filter); // before the backfill, so that no event is missed
    const onAbort = () => reader.wake();
    signal.addEventListener("abort", onAbort);
    try {
      let last = filter.after ?? this.#head;
      for await (const { events, position } of this.#backfill(tenantId, reader, filter.after)) {
        if (signal.aborted) return;
        last = position;
        if (events.length > 0) yield events;
      }
      while (!signal.aborted) {
        const events = this.#next(reader);
        if (events === undefined) await reader.woken();
        else if ((events.at(-1)?.position ?? 0) > last) {
          yield (events[0]?.position ?? 0) > last ? events : events.filter(({ position }) => position > last);
          last = events.at(-1)?.position ?? last;
        }
      }
    } finally {
      this.#readership.leave(reader);
      signal.removeEventListener("abort", onAbort);
    }
  }

  #next(reader: Reader): readonly HubEvent[] | undefined {
    if (this.#ended !== undefined) throw this.#ended();
    if (reader.overrun) throw tooSlow();
    return reader.take();
  }

  async *#backfill(tenantId: TenantId, reader: Reader, from: number | undefined) {
    if (from === undefined) return;
    for (let after = from; ;) {
      if (this.#ended !== undefined) throw this.#ended();
      const rows = await readFeed(this.#db.sql, { after, limit: PAGE, tenantId });
      after = rows.at(-1)?.position ?? after;
      yield { events: rows.filter(reader.wants).map(eventOf), position: after };
      if (rows.length < PAGE) return;
    }
  }

  /** One read at a time, at most one per frame; calls in between cause one more. */
  readonly #wake = (): void => {
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    if (this.#soon !== undefined) return;
    const wait = this.#lookedAt + FRAME_MS - performance.now();
    if (wait <= 0) this.#begin();
    else this.#soon = setTimeout(this.#begin, wait);
  };

  readonly #begin = (): void => {
    this.#soon = undefined;
    this.#lookedAt = performance.now();
    this.#looking = this.#look()
      .catch(this.#onError)
      .finally(() => {
        this.#looking = undefined;
        if (!this.#lookAgain) return;
        this.#lookAgain = false;
        this.#wake();
      });
  };

  async #look(): Promise<void> {
    if (this.#readership.size === 0) {
      const head = await feedHead(this.#db.steady);
      // A reader who joined meanwhile needs the events in between.
      if (this.#readership.size === 0) this.#head = head;
      else this.#lookAgain = true;
      return;
    }
    for (;;) {
      const rows = await readFeed(this.#db.steady, { after: this.#head, limit: PAGE });
      this.#head = rows.at(-1)?.position ?? this.#head;
      if (rows.length > 0) this.#readership.offer(rows);
      if (rows.length < PAGE) return;
    }
  }
}
