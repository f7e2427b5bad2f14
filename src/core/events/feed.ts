import type { Database } from "#db/client.ts";
import { failure } from "../kernel/errors.ts";
import type { HubEvent } from "../kernel/event.ts";
import type { TenantId } from "../kernel/ids.ts";
import type { EventFilter } from "../kernel/operation.ts";
import { FEED_CHANNEL } from "./relay.ts";
import { feedHead, readFeed, type FeedRow } from "./store.ts";

export const tooSlow = failure(
  "limited",
  "events.reader_too_slow",
  () => "You read more slowly than events arrive. Connect again from the last id that you saw.",
);

interface Reader {
  readonly tenantId: string;
  readonly filter: EventFilter;
  readonly queue: FeedRow[];
  wake: (() => void) | undefined;
  overrun: boolean;
}

const PAGE = 1000;
const LONGEST_QUEUE = 5000;
const LOOK_MS = 500;

/** Reads the feed once per process and hands it to all readers of that process. */
export class Feed {
  readonly #db: Database;
  readonly #onError: (error: unknown) => void;
  readonly #readers = new Set<Reader>();
  #head = 0;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => Promise<void>) | undefined;

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

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const reader of this.#readers) reader.wake?.();
    await this.#stopListening?.().catch(this.#onError);
    await this.#looking;
  }

  /** How many readers hang on this process. */
  get readers(): number {
    return this.#readers.size;
  }

  /** The last position that this process has read. */
  get head(): number {
    return this.#head;
  }

  /** Yields until the signal fires. With `after` it first catches up from the database, without gap or duplicate. */
  async *subscribe(tenantId: TenantId, filter: EventFilter, signal: AbortSignal): AsyncGenerator<HubEvent> {
    const reader: Reader = { tenantId, filter, queue: [], wake: undefined, overrun: false };
    const onAbort = () => reader.wake?.();
    this.#readers.add(reader); // before the backfill, so that nothing falls between the two
    signal.addEventListener("abort", onAbort);
    try {
      let last = filter.after ?? this.#head;
      for await (const row of this.#backfill(reader, signal)) {
        last = row.position;
        yield eventOf(row);
      }
      while (!signal.aborted) {
        if (reader.overrun) throw tooSlow();
        const row = reader.queue.shift();
        if (row === undefined) await new Promise<void>((resolve) => (reader.wake = resolve));
        else if (row.position > last) {
          last = row.position;
          yield eventOf(row);
        }
      }
    } finally {
      this.#readers.delete(reader);
      signal.removeEventListener("abort", onAbort);
    }
  }

  async *#backfill({ tenantId, filter }: Reader, signal: AbortSignal): AsyncGenerator<FeedRow> {
    if (filter.after === undefined) return;
    let after = filter.after;
    let rows: FeedRow[];
    do {
      rows = await readFeed(this.#db.sql, { after, limit: PAGE, tenantId });
      for (const row of rows) {
        if (signal.aborted) return;
        if (wants(filter, row)) yield row;
      }
      after = rows.at(-1)?.position ?? after;
    } while (rows.length === PAGE);
  }

  /** Looks are coalesced: one runs, at most one more follows. */
  readonly #wake = (): void => {
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#look()
      .catch(this.#onError)
      .finally(() => {
        this.#looking = undefined;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.#wake();
        }
      });
  };

  async #look(): Promise<void> {
    if (this.#readers.size === 0) {
      this.#head = await feedHead(this.#db.sql);
      return;
    }
    let rows: FeedRow[];
    do {
      rows = await readFeed(this.#db.sql, { after: this.#head, limit: PAGE });
      this.#head = rows.at(-1)?.position ?? this.#head;
      for (const row of rows) for (const reader of this.#readers) offer(reader, row);
    } while (rows.length === PAGE);
  }
}

function offer(reader: Reader, row: FeedRow): void {
  if (reader.tenantId !== row.tenantId || !wants(reader.filter, row)) return;
  if (reader.queue.length >= LONGEST_QUEUE) reader.overrun = true;
  else reader.queue.push(row);
  reader.wake?.();
}

/** `order.*` takes all types of that kind. */
function wants(filter: EventFilter, row: FeedRow): boolean {
  if (filter.subjectId !== undefined && filter.subjectId !== row.subjectId) return false;
  if (filter.channelIds?.includes(row.channelId ?? "") === false) return false;
  return (
    filter.types?.some(
      (type) => type === row.type || (type.endsWith(".*") && row.type.startsWith(type.slice(0, -1))),
    ) ?? true
  );
}

function eventOf(row: FeedRow): HubEvent {
  return { ...row, at: new Date(row.at).toISOString() };
}
