import type { HubEvent } from "../kernel/event.ts";
import type { EventFilter } from "../kernel/operation.ts";
import type { FeedRow } from "./store.ts";

type Wants = (row: Pick<FeedRow, "type" | "subjectId" | "channelId">) => boolean;
type Events = readonly HubEvent[];

/** Readers of one tenant with equal filters; they share their frames. */
interface Group {
  readonly tenantId: string;
  readonly key: string;
  readonly wants: Wants;
  readonly readers: Set<Reader>;
}

const LONGEST_QUEUE = 5000;

/** One subscriber's queue of unread frames. */
export class Reader {
  readonly group: Group;
  readonly #queue: Events[] = [];
  #queued = 0;
  #overrun = false;
  #resolve: (() => void) | undefined;

  constructor(group: Group) {
    this.group = group;
  }

  get wants(): Wants {
    return this.group.wants;
  }

  /** True once it has missed events because it read too slowly. */
  get overrun(): boolean {
    return this.#overrun;
  }

  give(events: Events): void {
    if (this.#queued + events.length > LONGEST_QUEUE) {
      this.#overrun = true;
      this.#queue.length = 0;
    } else {
      this.#queue.push(events);
      this.#queued += events.length;
    }
    this.wake();
  }

  take(): Events | undefined {
    const events = this.#queue.shift();
    this.#queued -= events?.length ?? 0;
    return events;
  }

  wake(): void {
    this.#resolve?.();
  }

  woken(): Promise<void> {
    return new Promise((resolve) => (this.#resolve = resolve));
  }
}

/** All readers of a process by tenant and filter, so that a frame costs one step per reader and not one per event. */
export class Readership {
  readonly #tenants = new Map<string, Map<string, Group>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  enter(tenantId: string, filter: EventFilter): Reader {
    const key = keyOf(filter);
    const groups = this.#tenants.get(tenantId) ?? new Map<string, Group>();
    const group = groups.get(key) ?? { tenantId, key, wants: wantsOf(filter), readers: new Set<Reader>() };
    this.#tenants.set(tenantId, groups.set(key, group));
    const reader = new Reader(group);
    group.readers.add(reader);
    this.#size += 1;
    return reader;
  }

  leave(reader: Reader): void {
    const { tenantId, key, readers } = reader.group;
    if (!readers.delete(reader)) return;
    this.#size -= 1;
    const groups = this.#tenants.get(tenantId);
    if (readers.size === 0) groups?.delete(key);
    if (groups?.size === 0) this.#tenants.delete(tenantId);
  }

  offer(rows: readonly FeedRow[]): void {
    for (const [tenantId, mine] of Map.groupBy(rows, (row) => row.tenantId)) {
      const groups = this.#tenants.get(tenantId);
      if (groups !== undefined) offerTo(groups.values(), mine);
    }
  }

  wakeAll(): void {
    for (const groups of this.#tenants.values())
      for (const group of groups.values()) for (const reader of group.readers) reader.wake();
  }
}

export function eventOf({ tenantId: _tenant, at, ...row }: FeedRow): HubEvent {
  return { ...row, at: new Date(at).toISOString() };
}

/** Every group that wants an event shares the same object, so that it is encoded once. */
function offerTo(groups: Iterable<Group>, rows: readonly FeedRow[]): void {
  const events = rows.map((row) => ({ row, event: eventOf(row) }));
  for (const { wants, readers } of groups) {
    const wanted = events.filter(({ row }) => wants(row)).map(({ event }) => event);
    if (wanted.length > 0) for (const reader of readers) reader.give(wanted);
  }
}

const keyOf = ({ types, subjectId, channelIds }: EventFilter): string =>
  JSON.stringify([types?.toSorted(), subjectId, channelIds?.toSorted()]);

/** `order.*` matches all types of that kind. */
function wantsOf({ types, subjectId, channelIds }: EventFilter): Wants {
  const exact = types && new Set(types);
  const kinds = types?.filter((type) => type.endsWith(".*")).map((type) => type.slice(0, -1)) ?? [];
  const channels = channelIds && new Set(channelIds);
  return (row) => {
    if (subjectId !== undefined && subjectId !== row.subjectId) return false;
    if (channels?.has(row.channelId ?? "") === false) return false;
    return exact === undefined || exact.has(row.type) || kinds.some((kind) => row.type.startsWith(kind));
  };
}
