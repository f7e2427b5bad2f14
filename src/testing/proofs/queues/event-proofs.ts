import { expect, it } from "vitest";
import { noteOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { expectOrdered, firstArrivals } from "../../fixtures/arrivals.ts";
import type { Entry } from "./outside.ts";
import { PATIENCE, type QueueWorld } from "./world.ts";

const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/** Everything in the feed has arrived, possibly repeated, and in order per subject. */
async function expectAllTold(world: QueueWorld): Promise<Entry[]> {
  const ids = await world.eventIds();
  const entries = await world.outside.read(world.outside.events, ids.length);
  const events = firstArrivals(entries);
  expect(events.map(({ id }) => id).toSorted()).toEqual(ids);
  expectOrdered(events);
  return entries;
}

const untilTold = (world: QueueWorld) => expect.poll(async () => (await world.sinkRow())?.lag, PATIENCE).toBe(0);

async function arriveOnce(world: QueueWorld): Promise<void> {
  const { hub, actor } = world;
  const placed = await Promise.all(Array.from({ length: 40 }, (_, i) => world.place(`out-${i}`)));
  for (const { id } of placed.slice(0, 20))
    await execute(hub, actor, noteOrder, { id, text: "Ring twice" }, { trace: TRACE });
  await hub.relay();
  const sink = await world.startSink();
  await untilTold(world);
  const late = await world.place("out-late");
  await hub.relay();
  await untilTold(world);
  await sink.stop();
  const entries = await expectAllTold(world);
  expect(entries).toHaveLength((await world.eventIds()).length);
  const traced = entries.filter(({ headers }) => headers["traceparent"] === TRACE);
  expect(traced.map(({ value }) => Object(JSON.parse(value)).type)).toEqual(
    Array.from({ length: 20 }, () => "order.noted"),
  );
  const last = entries.findLast(({ key }) => key === late.id);
  expect(JSON.parse(last?.value ?? "")).toMatchObject({
    specversion: "1.0",
    source: `/tenants/${actor.tenantId}`,
    subject: late.id,
    sequence: 1,
    type: "order.placed",
    data: { externalId: "out-late" },
  });
}

async function outliveTheBroker(world: QueueWorld): Promise<void> {
  const sink = await world.startSink();
  await world.outside.stop();
  await Promise.all(Array.from({ length: 10 }, (_, i) => world.place(`away-${i}`)));
  await world.hub.relay();
  await expect.poll(async () => (await world.sinkRow())?.lastError, PATIENCE).toEqual(expect.any(String));
  await world.outside.start();
  await expect.poll(() => world.sinkRow(), PATIENCE).toMatchObject({ lag: 0, lastError: null });
  await sink.stop();
  await expectAllTold(world);
}

async function outliveKills(world: QueueWorld): Promise<void> {
  const { sql } = world.hub.db;
  const position = async () => (await world.sinkRow())?.position ?? 0;
  for (let life = 0; life < 3; life += 1) {
    const server = await world.worker();
    const before = await position();
    const placing = Promise.all(Array.from({ length: 300 }, (_, i) => world.place(`killed-${life}-${i}`)));
    await expect.poll(position, { ...PATIENCE, interval: 5 }).toBeGreaterThan(before);
    await server.kill();
    await placing;
    await sql`update consumers set held_until = now() - interval '1 second'`; // the killed process's lease
  }
  const server = await world.worker();
  const state = async () => {
    const waiting = (await sql`select from outbox`).count; // first: messages removed in between are behind afterwards
    return { waiting, lag: (await world.sinkRow())?.lag };
  };
  await expect.poll(state, PATIENCE).toEqual({ lag: 0, waiting: 0 });
  expect(await server.stop()).toBe(0);
  await expectAllTold(world);
}

async function tellOfGap(world: QueueWorld): Promise<void> {
  const { sql } = world.hub.db;
  await Promise.all(Array.from({ length: 5 }, (_, i) => world.place(`gap-${i}`)));
  await world.hub.relay();
  const [kept] = await sql<{ position: number }[]>`select max(position) as position from feed`;
  await sql`update consumers set position = 1 where name in ('kafka', 'redis')`;
  await sql`delete from feed where position < ${kept?.position ?? 0}`;
  const sink = await world.startSink();
  await untilTold(world);
  await sink.stop();
  expect(await world.sinkRow()).toMatchObject({ lastError: expect.stringContaining("no longer") });
}

/** The guarantees for events, for any broker. In this order: the last one empties the feed. */
export function eventProofs(world: () => QueueWorld): void {
  it(
    "arrive once each, in sequence order per order, under the ids of the CloudEvents",
    () => arriveOnce(world()),
    60_000,
  );
  it("continue after a broker outage, which is reported while it lasts", () => outliveTheBroker(world()), 120_000);
  it("lose nothing when the publishing process is killed repeatedly", () => outliveKills(world()), 180_000);
  it("that the feed no longer keeps are reported as missing, and the rest continues", () => tellOfGap(world()), 60_000);
}
