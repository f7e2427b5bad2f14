import type { Database } from "../../db/client.ts";
import { failure } from "../kernel/errors.ts";
import type { HubEvent } from "../kernel/event.ts";
import type { TenantId } from "../kernel/ids.ts";
import type { EventFilter } from "../kernel/operation.ts";
import { FEED_CHANNEL } from "./relay.ts";
import { feedHead, readFeed, type FeedRow } from "./store.ts";

export const tooSlow = failure("limited", "events.reader_too_slow", () =>
  "You read more slowly than events arrive. Connect again from the last id that you saw.",
);

export interface Feed {
  subscribe(tenantId: TenantId, filter: EventFilter, signal: AbortSignal): AsyncIterable<HubEvent>;
  /** How many readers hang on this process. */
  readers(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

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
export function createFeed(db: Database, onError: (error: unknown) => void): Feed {
  const readers = new Set<Reader>();
  let head = 0;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let timer: NodeJS.Timeout | undefined;
  let stopListening: (() => Promise<void>) | undefined;

  async function look(): Promise<void> {
    if (readers.size === 0) {
      head = await feedHead(db.sql);
      return;
    }
    let rows: FeedRow[];
    do {
      rows = await readFeed(db.sql, { after: head, limit: PAGE });
      head = rows.at(-1)?.position ?? head;
      for (const row of rows) for (const reader of readers) offer(reader, row);
    } while (rows.length === PAGE);
  }

  /** Looks are coalesced: one runs, at most one more follows. */
  function wake(): void {
    if (looking !== undefined) {
      lookAgain = true;
      return;
    }
    looking = look()
      .catch(onError)
      .finally(() => {
        looking = undefined;
        if (lookAgain) {
          lookAgain = false;
          wake();
        }
      });
  }

  async function* subscribe(tenantId: TenantId, filter: EventFilter, signal: AbortSignal): AsyncGenerator<HubEvent> {
    const reader: Reader = { tenantId, filter, queue: [], wake: undefined, overrun: false };
    const onAbort = () => reader.wake?.();
    readers.add(reader); // before the backfill, so that nothing falls between the two
    signal.addEventListener("abort", onAbort);
    try {
      let last = filter.after ?? head;
      if (filter.after !== undefined) {
        for await (const row of backfill(tenantId, filter, signal)) {
          last = row.position;
          yield eventOf(row);
        }
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
      readers.delete(reader);
      signal.removeEventListener("abort", onAbort);
    }
  }

  async function* backfill(tenantId: TenantId, filter: EventFilter, signal: AbortSignal): AsyncGenerator<FeedRow> {
    let after = filter.after ?? 0;
    let rows: FeedRow[];
    do {
      rows = await readFeed(db.sql, { after, limit: PAGE, tenantId });
      for (const row of rows) {
        if (signal.aborted) return;
        if (wants(filter, row)) yield row;
      }
      after = rows.at(-1)?.position ?? after;
    } while (rows.length === PAGE);
  }

  return {
    subscribe,
    readers: () => readers.size,
    async start() {
      head = await feedHead(db.sql);
      const listening = await db.listener.listen(FEED_CHANNEL, wake, wake);
      stopListening = listening.unlisten;
      timer = setInterval(wake, LOOK_MS);
    },
    async stop() {
      clearInterval(timer);
      for (const reader of readers) reader.wake?.();
      await stopListening?.().catch(() => {});
      await looking;
    },
  };
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
  return filter.types?.some((type) => type === row.type || (type.endsWith(".*") && row.type.startsWith(type.slice(0, -1)))) ?? true;
}

function eventOf({ tenantId: _, ...row }: FeedRow): HubEvent {
  return { ...row, at: new Date(row.at).toISOString() };
}
