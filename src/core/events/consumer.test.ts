import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noteOrder, placeOrder } from "#core/orders/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { Pace } from "../kernel/pace.ts";
import { execute } from "../runtime/execute.ts";
import { readConsumers, takeCursors } from "./consumer-store.ts";
import type { Applying, Consumer, ConsumerEvent, Publishing } from "./consumer.ts";
import { CursorSet } from "./cursor-set.ts";
import { askRedrive, readLetters } from "./dead-letter-store.ts";
import { relayPass } from "./relay.ts";
import { startConsumers } from "./start-consumers.ts";

let database: TestDatabase;
let hub: TestHub;
let rival: TestHub;
let actor: Actor;
let orderId: string;
const complaints: unknown[] = [];
const log = { info: () => {}, error: (details: object) => void complaints.push(details) };

beforeAll(async () => {
  database = await createTestDatabase();
  [hub, rival] = [createTestHub(database.url), createTestHub(database.url)];
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A" }]);
  const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
  orderId = (await execute(hub, actor, placeOrder, order)).output.order.id;
  await hub.db.sql`create table effects (consumer text not null, n bigint not null, text text)`;
  await relay();
});
afterAll(async () => {
  await Promise.all([hub.close(), rival.close()]);
  await database.drop();
});

const relay = async () => {
  while ((await relayPass({ sql: hub.db.sql })) > 0);
};

/** Notes on one order, as events with these texts, placed in the feed. */
async function happen(...texts: readonly string[]): Promise<void> {
  for (const text of texts) await execute(hub, actor, noteOrder, { id: orderId, text });
  await relay();
}

const textOf = ({ data }: ConsumerEvent) => String(Object(data)["text"]);
const isNote = ({ type }: ConsumerEvent) => type === "order.noted";

/** Writes a row for each note. `spoil` may throw for a text. */
function writing(spoil: (text: string) => void = () => {}): Applying & { readonly sets: number[] } {
  const name = `test-${newId()}`;
  const sets: number[] = [];
  return {
    name,
    start: "head",
    sets,
    wants: isNote,
    async apply(sql, events) {
      sets.push(events.length);
      for (const event of events) {
        await sql`insert into effects values (${name}, ${event.n}, ${textOf(event)})`;
        spoil(textOf(event));
      }
    },
  };
}

async function effectsOf({ name }: Consumer): Promise<string[]> {
  const rows = await hub.db.sql<{ text: string }[]>`select text from effects where consumer = ${name} order by n`;
  return rows.map(({ text }) => text);
}

const running: { stop(): Promise<void> }[] = [];
async function start(consumers: readonly Consumer[], { on = hub, leaseMs = 600 } = {}) {
  const started = await startConsumers({
    db: on.db,
    log,
    onError: () => {},
    consumers,
    leaseMs,
    publishLeaseMs: leaseMs,
  });
  running.push(started);
  return started;
}
afterAll(() => Promise.all(running.map((each) => each.stop())));

const stateOf = async ({ name }: Consumer) => (await readConsumers(hub.db.sql)).find((each) => each.name === name);

describe("a consumer with its effect in the database", () => {
  it("applies each event exactly once, in order, however many processes run it, start and stop", async () => {
    const consumer = writing();
    const texts = Array.from({ length: 60 }, (_, i) => `once ${i}`);
    const [first, second] = [await start([consumer]), await start([consumer], { on: rival })];
    await happen(...texts.slice(0, 20));
    await first.stop();
    await happen(...texts.slice(20, 40));
    const third = await start([consumer]);
    await second.stop();
    await happen(...texts.slice(40));
    await expect.poll(() => effectsOf(consumer), { interval: 20 }).toEqual(texts);
    await third.stop();
    expect(await stateOf(consumer)).toMatchObject({ lag: 0, held: false, lastError: null });
  });

  it("receives events in batches, in one transaction with the other consumers", async () => {
    const [one, other] = [writing(), writing()];
    const texts = Array.from({ length: 30 }, (_, i) => `set ${i}`);
    await (await start([one, other])).stop();
    await happen(...texts);
    await start([one, other]);
    await expect.poll(() => effectsOf(one)).toEqual(texts);
    expect(await effectsOf(other)).toEqual(texts);
    expect(one.sets).toEqual([30]);
    const [transactions] = await hub.db.sql<{ count: number }[]>`
      select count(distinct xmin::text)::int as count from effects where consumer in (${one.name}, ${other.name})`;
    expect(transactions?.count).toBe(1);
  });

  it("writes nothing after another process took over its cursor while it was paused", async () => {
    const paused = Promise.withResolvers<void>();
    const asleep = Promise.withResolvers<void>();
    const consumer = writing();
    const slow: Applying = {
      ...consumer,
      async apply(sql, events) {
        asleep.resolve();
        await paused.promise;
        await consumer.apply(sql, events);
      },
    };
    await start([slow]);
    await happen("paused");
    await asleep.promise;
    // What a failover or an operator does to a transaction whose client has stopped responding.
    await hub.db.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where state = 'idle in transaction' and datname = current_database()`;
    await sleep(700);
    await start([consumer], { on: rival });
    await expect.poll(() => effectsOf(consumer)).toEqual(["paused"]);
    paused.resolve();
    await happen("after");
    await expect.poll(() => effectsOf(consumer)).toEqual(["paused", "after"]);
  });

  it("does not advance a cursor at another position than expected, as after a commit whose response was lost", async () => {
    const consumer = writing();
    await start([consumer], { leaseMs: 60_000 });
    await happen("first");
    await expect.poll(() => effectsOf(consumer)).toEqual(["first"]);
    await hub.db.sql`update consumers set position = position + 1 where name = ${consumer.name}`; // a takeover
    await hub.db.sql`select nextval('feed_positions')`;
    await happen("second");
    await expect.poll(() => effectsOf(consumer)).toEqual(["first", "second"]);
  });

  it("skips earlier events when it starts at the head, and reads all when it starts at the beginning", async () => {
    const [late, early] = [writing(), { ...writing(), start: "beginning" as const }];
    await happen("before");
    await start([late, early]);
    await happen("behind");
    await expect.poll(() => effectsOf(late)).toEqual(["behind"]);
    await expect.poll(() => effectsOf(early)).toEqual(expect.arrayContaining(["before", "behind"]));
    expect((await effectsOf(early)).length).toBe(new Set(await effectsOf(early)).size);
  });
});

describe("a failing consumer", () => {
  it("shows its error, blocks no other consumer, and resumes where it stopped", async () => {
    let isBroken = true;
    const sound = writing();
    const failing = writing(() => {
      if (isBroken) throw new Error("no room on the shelf");
    });
    await start([failing, sound]);
    await happen("a", "b");
    await expect.poll(() => effectsOf(sound)).toEqual(["a", "b"]);
    await expect.poll(async () => (await stateOf(failing))?.lastError).toBe("no room on the shelf");
    expect(await effectsOf(failing)).toEqual([]);
    isBroken = false;
    await expect.poll(() => effectsOf(failing)).toEqual(["a", "b"]);
    await expect.poll(async () => (await stateOf(failing))?.lastError).toBe(null);
    await happen("c");
    await expect.poll(() => effectsOf(failing)).toEqual(["a", "b", "c"]);
    expect(await effectsOf(sound)).toEqual(["a", "b", "c"]);
  });

  it("dead-letters the one event that always fails, for redrive", async () => {
    let isPoison = true;
    const consumer = writing((text) => {
      if (isPoison && text === "poison") throw new Error("it is poison");
    });
    await start([consumer]);
    await happen("x", "poison", "y", "z");
    await expect.poll(() => effectsOf(consumer), { timeout: 40_000 }).toEqual(["x", "y", "z"]);
    await expect.poll(() => stateOf(consumer)).toMatchObject({ deadLetters: 1, lag: 0, lastError: null });
    const letters = (await readLetters(hub.db.sql, 100)).filter((letter) => letter.consumer === consumer.name);
    expect(letters).toMatchObject([{ type: "order.noted", error: "it is poison", attempts: 5 }]);
    expect(await askRedrive(hub.db.sql, consumer.name)).toBe(1);
    await expect.poll(async () => (await readLetters(hub.db.sql, 100))[0]?.attempts).toBe(6);
    isPoison = false;
    expect(await askRedrive(hub.db.sql, consumer.name)).toBe(1);
    await expect.poll(() => effectsOf(consumer)).toEqual(["x", "poison", "y", "z"]);
    expect(await stateOf(consumer)).toMatchObject({ deadLetters: 0 });
  }, 60_000);

  it("reports and counts events dropped from the feed before it read them, and continues with the rest", async () => {
    const consumer = writing();
    await (await start([consumer])).stop();
    await happen("gone 1", "gone 2", "kept");
    const [kept] = await hub.db.sql<{ position: number }[]>`select max(position) as position from feed`;
    const gone = await hub.db.sql`delete from feed where position < ${kept?.position ?? 0} returning *`;
    try {
      await start([consumer]);
      await expect.poll(() => effectsOf(consumer)).toEqual(["kept"]);
      const lastError = expect.stringContaining("no longer");
      await expect.poll(() => stateOf(consumer)).toMatchObject({ lastError, missed: 2 });
    } finally {
      await hub.db.sql`insert into feed ${hub.db.sql(gone)}`;
    }
  });
});

describe("a consumer with its effect in another system", () => {
  /** Accepts two at a time, and none while it is down. */
  function publishing(taken: string[], away: () => boolean = () => false): Publishing {
    return {
      name: `test-${newId()}`,
      start: "head",
      wants: isNote,
      async publish(events) {
        if (away()) throw Object.assign(new Error("the broker is away"), { code: "ECONNREFUSED" });
        taken.push(...events.slice(0, 2).map(textOf));
        return Math.min(2, events.length);
      },
    };
  }

  it("advances only as far as the other system accepted, in small steps, and never dead-letters", async () => {
    const taken: string[] = [];
    let isAway = true;
    const sound = writing();
    const consumer = publishing(taken, () => isAway);
    await start([consumer, sound]);
    const texts = ["p1", "p2", "p3", "p4", "p5"];
    await happen(...texts);
    await expect.poll(() => effectsOf(sound)).toEqual(texts); // the failing consumer does not block it
    await expect.poll(async () => (await stateOf(consumer))?.lastError).toBe("the broker is away");
    isAway = false;
    await expect.poll(() => taken).toEqual(texts);
    await expect.poll(() => stateOf(consumer)).toMatchObject({ lag: 0, lastError: null, deadLetters: 0 });
  });

  it("publishes nothing while another process holds its cursor", async () => {
    const taken: string[] = [];
    const consumer = publishing(taken);
    await (await start([consumer])).stop();
    const hold = { names: [consumer.name], holder: newId(), leaseMs: 60_000 };
    expect(await takeCursors(hub.db.sql, hold)).toHaveLength(1);
    await start([consumer]);
    await happen("held");
    await sleep(700);
    expect(taken).toEqual([]);
    await hub.db.sql`update consumers set held_until = now() - interval '1 second' where name = ${consumer.name}`;
    await expect.poll(() => taken).toEqual(["held"]);
  });
});

it("costs two short statements per third of a lease while idle", async () => {
  let statements = 0;
  const counting = new Proxy(hub.db.sql, {
    apply(target, self, args) {
      if (String(args[0]).match(/^\s*(select|update|insert|with)/)) statements += 1;
      return Reflect.apply(target, self, args);
    },
  });
  const set = new CursorSet({
    db: { ...hub.db, sql: counting },
    log,
    onError: () => {},
    consumers: [writing(), writing()],
    leaseMs: 900,
    pace: new Pace(),
  });
  await set.catchUp();
  statements = 0;
  const startedMs = performance.now();
  set.start();
  await sleep(1500);
  await set.stop();
  const thirds = (performance.now() - startedMs) / 300;
  expect(statements).toBeLessThanOrEqual(2 * Math.ceil(thirds) + 4);
});
