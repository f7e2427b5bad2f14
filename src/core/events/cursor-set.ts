import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#db/client.ts";
import { restMs } from "../kernel/backoff.ts";
import { isHubError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { Pace, Rests } from "../kernel/pace.ts";
import { troubleOf } from "../kernel/trouble.ts";
import { databaseFailure } from "../runtime/database-failure.ts";
import {
  countBehind,
  ensureConsumers,
  type HeldCursor,
  type Hold,
  missedUpTo,
  moveCursors,
  moveWith,
  noteError,
  noteMissed,
  type Page,
  readPage,
  releaseCursors,
  RELEASED,
  takeCursors,
} from "./consumer-store.ts";
import { type Consumer, type ConsumerEvent, type ConsumerLog, isApplying, wantedBy } from "./consumer.ts";
import { Cursor } from "./cursor.ts";
import { keepLetter } from "./dead-letter-store.ts";
import { redriveLetters } from "./redrive-letters.ts";
import { feedHead } from "./store.ts";

export interface CursorSetOptions {
  readonly db: Database;
  readonly log: ConsumerLog;
  /** Reports failures that no consumer caused. */
  readonly onError: (error: unknown) => void;
  /** They share pages, transactions and leases: either all of them apply, or there is only one. */
  readonly consumers: readonly Consumer[];
  /** Lease: how long a killed process keeps its cursors. */
  readonly leaseMs: number;
  readonly pace: Pace;
}

/** Batching delay: events close together share a pass; it grows while callers keep the process busy. */
const RESTS: Rests = { leastMs: 100, mostMs: 500 };

/**
 * Claims the cursors of its consumers and advances them along the feed. Those at the same position (all but lagging or
 * failing ones) share a read, a transaction and the statement that advances them.
 */
export class CursorSet {
  readonly #options: CursorSetOptions;
  readonly #hold: Hold;
  readonly #cursors: readonly Cursor[];
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** By this process's clock, taken before the lease was requested. */
  #heldUntil = 0;
  /** Positions and holders must be read from the database again. */
  #takeNow = true;
  /** A shared pass has failed: in the next one each cursor runs alone. */
  #apart = false;
  #rung = false;
  #ring: (() => void) | undefined;

  constructor(options: CursorSetOptions) {
    this.#options = options;
    this.#cursors = options.consumers.map((consumer) => new Cursor(consumer));
    this.#hold = { names: options.consumers.map(({ name }) => name), holder: newId(), leaseMs: options.leaseMs };
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
    await releaseCursors(this.#options.db.steady, this.#hold).catch(() => {});
  }

  /** Handles a notification of the feed. Without a cursor it waits for a lease, not for events. */
  hear(payload: string): void {
    const all = this.#cursors.every(({ held }) => held);
    if (payload === RELEASED && !all) this.#takeNow = true;
    else if (payload === RELEASED || this.#cursors.every(({ held }) => !held)) return;
    this.#wake();
  }

  /** Works until every cursor, whichever process holds it, reaches the feed's current end; then releases them. */
  async catchUp(): Promise<void> {
    const { steady: sql } = this.#options.db;
    await ensureConsumers(sql, this.#options.consumers);
    const head = await feedHead(sql);
    for (let first = true; first || (await countBehind(sql, this.#hold.names, head)) > 0; first = false) {
      this.#takeNow = true;
      if (!(await this.#step())) await sleep(first ? 0 : 10);
    }
    await releaseCursors(sql, this.#hold);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const moved = await this.#step();
        failures = 0;
        if (moved === "more") continue;
        await (moved ? this.#options.pace.rest(RESTS, signal) : this.#idle(this.#idleMs()));
      } catch (error) {
        this.#takeNow = true;
        failures += 1;
        if (failures === 1) this.#options.onError(error);
        await sleep(restMs(failures), undefined, { signal }).catch(() => {});
      }
    }
  }

  /** One page per cursor position, leading cursors first; a lagging cursor reads only up to the next one's position. */
  async #step(): Promise<"more" | boolean> {
    this.#rung = false;
    if (this.#takeNow || this.#heldMs() < (this.#hold.leaseMs * 2) / 3) await this.#take();
    let [moved, backlog] = [false, false];
    for (const group of this.#groups()) {
      const from = group[0].position;
      const upTo = this.#nextPlace(from);
      const { events, more } = await readPage(this.#options.db.steady, { after: from, upTo, limit: limitOf(group) });
      const to = more || upTo === undefined ? events.at(-1)?.position : upTo;
      if (to !== undefined && to > from) {
        await this.#pass(group, { events, more }, { from, to });
        backlog ||= more;
        moved = true;
      }
    }
    return backlog ? "more" : moved;
  }

  /** The position of the next cursor ahead, so that those who reach it continue together. */
  #nextPlace(position: number): number | undefined {
    const ahead = this.#cursors.filter((cursor) => cursor.held && cursor.position > position);
    return ahead.length === 0 ? undefined : Math.min(...ahead.map((cursor) => cursor.position));
  }

  #groups(): [Cursor, ...Cursor[]][] {
    const nowMs = performance.now();
    const ready = this.#cursors.filter((cursor) => cursor.held && cursor.waitMs(nowMs) === 0);
    const apart = this.#apart;
    this.#apart = false;
    const groups = new Map<string, [Cursor, ...Cursor[]]>();
    for (const cursor of ready.toSorted((a, b) => b.position - a.position)) {
      const place = apart ? cursor.consumer.name : String(cursor.position);
      const group = groups.get(place);
      if (group === undefined) groups.set(place, [cursor]);
      else group.push(cursor);
    }
    return [...groups.values()];
  }

  async #pass(group: readonly [Cursor, ...Cursor[]], { events }: Page, way: { from: number; to: number }) {
    try {
      await this.#move(group, events, way);
    } catch (error) {
      this.#takeNow = true; // the commit may have succeeded, though its response was lost
      if (this.#stopping.signal.aborted) return;
      if (isApplying(group[0].consumer) && isOutage(error)) throw error;
      if (group.length > 1) this.#apart = true;
      else await this.#failed(group[0], events, { ...way, error });
    }
  }

  async #move(group: readonly Cursor[], events: readonly ConsumerEvent[], way: { from: number; to: number }) {
    const { steady: sql } = this.#options.db;
    const names = group.map(({ consumer }) => consumer.name);
    const effects = new Map(group.map(({ consumer }) => [consumer.name, wantedBy(consumer, events)]));
    const move = { ...way, names, holder: this.#hold.holder };
    const [first] = group;
    let moved: readonly string[];
    if (names.every((name) => effects.get(name)?.length === 0)) moved = await moveCursors(sql, move);
    else if (first !== undefined && !isApplying(first.consumer)) {
      if (this.#heldMs() < this.#hold.leaseMs / 2) return; // after a pause another process may have taken over
      const wanted = effects.get(first.consumer.name) ?? [];
      const taken = await first.consumer.publish(wanted);
      if (taken < wanted.length) move.to = wanted[taken - 1]?.position ?? way.from;
      moved = await moveCursors(sql, move);
    } else
      moved = await moveWith(sql, move, async (tx, still) => {
        for (const { consumer } of group) {
          const wanted = effects.get(consumer.name) ?? [];
          if (isApplying(consumer) && wanted.length > 0 && still.includes(consumer.name))
            await consumer.apply(tx, wanted);
        }
      });
    for (const cursor of group) {
      if (moved.includes(cursor.consumer.name))
        await this.#wentWell(cursor, move.to, effects.get(cursor.consumer.name));
      else this.#takeNow = true;
    }
  }

  async #wentWell(cursor: Cursor, to: number, effects: readonly unknown[] = []): Promise<void> {
    cursor.moved(to, effects.length);
    if (!cursor.troubled || effects.length === 0) return;
    this.#options.log.info({ consumer: cursor.consumer.name }, "A consumer goes on");
    await this.#clear(cursor);
  }

  async #failed(cursor: Cursor, events: readonly ConsumerEvent[], { error, ...way }: Way & { error: unknown }) {
    const { name } = cursor.consumer;
    const { db, log } = this.#options;
    if (!cursor.troubled) log.error({ err: error, consumer: name, position: way.from }, "A consumer has failed");
    if (!cursor.troubled || events.length === 1) await noteError(db.steady, name, troubleOf(error));
    cursor.troubled = true;
    const [event] = events;
    if (cursor.failed(events.length, performance.now(), error) === "retry" || event === undefined) return;
    const letter = { consumer: name, event, error: troubleOf(error), attempts: cursor.tries };
    const move = { ...way, names: [name], holder: this.#hold.holder };
    const moved = await moveWith(db.steady, move, (tx) => keepLetter(tx, letter));
    if (moved.length === 0) return; // held by another process, or committed though the response was lost
    cursor.setAside(way.to);
    await this.#clear(cursor);
    log.error({ err: error, consumer: name, eventId: event.id }, "An event was set aside as a dead letter");
  }

  /** The event that failed is behind it. */
  async #clear(cursor: Cursor): Promise<void> {
    cursor.troubled = false;
    await noteError(this.#options.db.steady, cursor.consumer.name, null);
  }

  async #take(): Promise<void> {
    const { db } = this.#options;
    const askedAt = performance.now();
    const held = await takeCursors(db.steady, this.#hold);
    this.#takeNow = false;
    this.#heldUntil = askedAt + this.#hold.leaseMs;
    const rows = new Map(held.map((row) => [row.name, row]));
    for (const cursor of this.#cursors) {
      const row = rows.get(cursor.consumer.name);
      cursor.held = row !== undefined;
      if (row !== undefined) await this.#taken(cursor, row);
    }
  }

  async #taken(cursor: Cursor, { name, position, fresh, redrive }: HeldCursor): Promise<void> {
    const { db, log } = this.#options;
    cursor.position = position;
    const { consumer } = cursor;
    if (redrive && isApplying(consumer)) await redriveLetters(db.steady, log, { consumer, holder: this.#hold.holder });
    const oldest = fresh ? await missedUpTo(db.steady, position) : undefined;
    if (oldest === undefined) return;
    const error = `The feed no longer has the events behind position ${position}; it goes on from ${oldest}.`;
    log.error({ consumer: name, position, oldest }, error);
    await noteMissed(db.steady, name, { error, missed: oldest - position - 1 });
  }

  #heldMs(): number {
    return this.#heldUntil - performance.now();
  }

  /** Milliseconds until there is news, a lease to renew, or a failed cursor to retry. */
  #idleMs(): number {
    const nowMs = performance.now();
    const waits = this.#cursors.map((cursor) => cursor.waitMs(nowMs)).filter((ms) => ms > 0);
    return Math.max(0, Math.min(this.#heldMs() - (this.#hold.leaseMs * 2) / 3, ...waits));
  }

  async #idle(ms: number): Promise<void> {
    if (this.#rung || this.#stopping.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#ring = resolve;
    await promise;
    clearTimeout(timer);
    this.#ring = undefined;
  }

  #wake(): void {
    this.#rung = true;
    this.#ring?.();
  }
}

interface Way {
  readonly from: number;
  readonly to: number;
}

const limitOf = (group: readonly Cursor[]): number => Math.min(...group.map(({ limit }) => limit));

/** The database is unavailable: no event is to blame. */
const isOutage = (error: unknown): boolean =>
  databaseFailure(error)?.kind === "unavailable" || (isHubError(error) && error.kind === "unavailable");
