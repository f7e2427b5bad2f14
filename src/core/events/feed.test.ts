import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { eventType, type HubEvent } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import { command, type EventFilter } from "../kernel/operation.ts";
import { execute } from "../runtime/execute.ts";
import type { Feed } from "./feed.ts";
import { FEED_CHANNEL, relayPass } from "./relay.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeAll(async () => {
  await hub.feed.start();
});
beforeEach(async () => {
  hub.race = undefined;
  actor = await createTestTenant(hub);
});

const told = eventType({
  type: "feedtest.told",
  description: "For tests.",
  subjectType: "product",
  data: z.object({ n: z.int() }),
});
const Input = z.strictObject({ subject: z.uuid(), n: z.int() });

/** One event per call, in a transaction that a test may hold open. */
const tell = command({
  name: "feedtest.tell",
  summary: "For tests.",
  scope: "orders:write",
  audience: "operator",
  input: Input,
  output: z.object({}),
  failures: [],
  run: async ({ tx, emit, race }, { subject, n }) => {
    // Locks the subject like every command: events of a subject are written one after the other.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0)), ${tx.tenantId}::text as tenant_id`;
    emit(told(subject, { n }));
    await race(`feedtest.tell:${n}`);
    return {};
  },
});

const say = (by: TestHub, subject: string, n: number) => execute(by, actor, tell, { subject, n });

/** Reads until `count` events have come. */
async function read(feed: Feed, filter: EventFilter, count: number): Promise<HubEvent[]> {
  const stop = new AbortController();
  const events: HubEvent[] = [];
  for await (const frame of feed.subscribe(actor.tenantId, filter, stop.signal)) {
    events.push(...frame);
    if (events.length >= count) break;
  }
  return events.slice(0, count);
}

const numbers = (events: readonly HubEvent[]) => events.map((event) => z.object({ n: z.int() }).parse(event.data).n);

describe("the relay and the feed", () => {
  it("skip no transaction that commits late, and assign positions in commit order", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    hub.race = (point) => (point === "feedtest.tell:1" ? held : Promise.resolve());
    const reading = read(hub.feed, { after: 0, types: ["feedtest.*"] }, 3);
    const late = say(hub, newId(), 1); // begins first, commits last
    await say(rival, newId(), 2);
    await hub.relay();
    await say(rival, newId(), 3);
    await hub.relay();
    release();
    await late;
    await hub.relay();
    expect(numbers(await reading)).toEqual([2, 3, 1]);
  });

  it("keep the sequence of a subject across two writing processes and many relays", async () => {
    const subjects = [newId(), newId(), newId()];
    const writes = Array.from({ length: 90 }, (_, n) => say(n % 2 ? hub : rival, subjects[n % 3] ?? "", n));
    const relaying = Array.from({ length: 60 }, (_, i) =>
      relayPass({ sql: (i % 2 ? hub : rival).db.sql, batchSize: 7 }),
    );
    await Promise.all([...writes, ...relaying]);
    await hub.relay();
    const events = await read(hub.feed, { after: 0, types: ["feedtest.told"] }, 90);
    for (const subject of subjects) {
      const sequences = events.filter((event) => event.subjectId === subject).map((event) => event.sequence);
      expect(sequences).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    }
    expect(new Set(events.map((event) => event.id)).size).toBe(90);
  });

  it("let a reader resume after its last event, without gap or duplicate", async () => {
    const subject = newId();
    for (let n = 0; n < 10; n += 1) await say(hub, subject, n);
    await hub.relay();
    const first = await read(hub.feed, { after: 0, subjectId: subject }, 4);
    const resumed = read(hub.feed, { after: first.at(-1)?.position, subjectId: subject }, 16);
    for (let n = 10; n < 20; n += 1) await say(rival, subject, n);
    await hub.relay();
    expect(numbers([...first, ...(await resumed)])).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it("show a reader nothing of another tenant", async () => {
    const other = await createTestTenant(hub);
    await execute(hub, other, tell, { subject: newId(), n: 99 });
    await say(hub, newId(), 1);
    await hub.relay();
    expect(numbers(await read(hub.feed, { after: 0, types: ["feedtest.*"] }, 1))).toEqual([1]);
  });

  it("drop a reader who is too slow, with a reason, and leak no closed readers", async () => {
    const slow = hub.feed.subscribe(actor.tenantId, { types: ["feedtest.*"] }, new AbortController().signal);
    const reading = slow[Symbol.asyncIterator]();
    const subject = newId();
    const first = reading.next();
    await say(hub, subject, 0);
    await hub.relay();
    await first;
    await hub.db.sql`
      insert into feed (position, tenant_id, n)
      select nextval('feed_positions'), f.tenant_id, f.n from feed f, generate_series(1, 6000)
      where f.tenant_id = ${actor.tenantId} and f.position = (select max(position) from feed)`;
    await hub.db.sql.notify(FEED_CHANNEL, "");
    await expect(drain(reading)).rejects.toMatchObject({ code: "events.reader_too_slow" });
    expect(hub.feed.readers).toBe(0);
  });
});

/** Waits for the reader's queue to overflow, then reads. */
async function drain(reading: AsyncIterator<readonly HubEvent[]>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  for (let i = 0; i < 20_000; i += 1) await reading.next();
}
