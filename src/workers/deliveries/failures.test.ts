import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { getDelivery, getEndpoint, listDeliveries, resumeEndpoint, retryFailed } from "#core/webhooks/index.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { addEndpoint, startWorker, type TestWorker } from "#testing/fixtures/deliveries.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";

const S = 1000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;
let receiver: Receiver;
let worker: TestWorker | undefined;
let skippedMs = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  hub = { ...createTestHub(database.url), clock: () => new Date(Date.now() + skippedMs) };
});
beforeEach(async () => {
  skippedMs = 0;
  hub.race = undefined;
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await hub.relay();
  receiver = await startReceiver();
});
afterEach(async () => {
  await worker?.stop();
  await hub.db.sql`delete from webhook_lanes`;
  await receiver.close();
});
afterAll(async () => {
  await hub.close();
  await database.drop();
});

const work = async (over: Parameters<typeof startWorker>[1] = {}) =>
  (worker = await startWorker(hub, { clock: hub.clock, ...over }));
async function place() {
  const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
  return (await execute(hub, actor, placeOrder, order)).output.order;
}
const deliveries = async (filters: object = {}) =>
  (await execute(hub, actor, listDeliveries, { limit: 100, ...filters })).output.data;
const settled = (state: string, count = 1) => until(async () => (await deliveries({ state })).length === count);
const tried = (attempts: number) => until(async () => (await deliveries())[0]?.attempts === attempts);
const status = (code: number, headers: Record<string, string> = {}) => {
  receiver.answer = (_request, response) => void response.writeHead(code, headers).end("no");
};
/** An order's event queued for one endpoint. */
async function oneDelivery(over: { url?: string } = {}) {
  const endpoint = await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.placed"], ...over });
  await work();
  await place();
  await hub.relay();
  return endpoint;
}
const dueInMs = async () => Date.parse((await deliveries())[0]?.dueAt ?? "") - hub.clock().getTime();

describe("a failed attempt", () => {
  it("is retried after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, with the same id, and then no more", async () => {
    status(500);
    await oneDelivery();
    const waits = [5 * S, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
    for (const [index, wait] of waits.entries()) {
      await tried(index + 1);
      expect(Math.abs((await dueInMs()) - wait)).toBeLessThan(2 * S);
      skippedMs += wait + 2 * S;
    }
    await settled("failed");
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-timestamp"])).size).toBeGreaterThan(1);
    expect(receiver.received).toHaveLength(10);
    const [delivery] = await deliveries();
    const { tries } = (await execute(hub, actor, getDelivery, { id: delivery?.id })).output;
    expect(tries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(tries[0]).toMatchObject({ status: 500, responseBody: "no", error: expect.stringContaining("500") });
  });

  it.each([
    [400, "failed"],
    [422, "failed"],
    [401, "pending"],
    [408, "pending"],
    [302, "pending"],
    [503, "pending"],
  ])("with %i leaves the delivery %s", async (code, state) => {
    status(code, { location: receiver.url });
    await oneDelivery();
    await tried(1);
    expect((await deliveries())[0]).toMatchObject({ state, lastStatus: code });
    expect(receiver.received).toHaveLength(1);
  });

  it("with a 4xx status that needs a correction is attempted three times only", async () => {
    status(403);
    await oneDelivery();
    await tried(1);
    skippedMs += 6 * S;
    await tried(2);
    skippedMs += 6 * MINUTE;
    await settled("failed");
    expect(receiver.received).toHaveLength(3);
  });

  it("is retried after the time in Retry-After, in seconds or as a date", async () => {
    status(429, { "retry-after": "120" });
    await oneDelivery();
    await tried(1);
    expect(await dueInMs()).toBeGreaterThan(100 * S);
    status(503, { "retry-after": new Date(hub.clock().getTime() + 121 * S + 30 * MINUTE).toUTCString() });
    skippedMs += 121 * S;
    await tried(2);
    expect(await dueInMs()).toBeGreaterThan(25 * MINUTE);
  });

  it.each([
    ["is refused", "http://127.0.0.1:1/", "connection_refused"],
    ["resolves to a cloud metadata address", "http://169.254.169.254/latest/meta-data", "blocked_address"],
  ])("because the connection %s is reported with its reason", async (_, url, reason) => {
    await oneDelivery({ url });
    await tried(1);
    expect((await deliveries())[0]).toMatchObject({ state: "pending", lastStatus: null });
    expect((await deliveries())[0]?.lastError).toContain(reason);
  });

  it("never connects to a private address unless that is allowed", async () => {
    await addEndpoint(hub, actor, { url: receiver.url.replace("http", "https"), eventTypes: ["order.placed"] });
    await work({ out: new HttpOut({ allowPrivate: false }) });
    await place();
    await hub.relay();
    await tried(1);
    expect((await deliveries())[0]?.lastError).toContain("blocked_address");
    expect(receiver.received).toEqual([]);
  });
});

describe("an endpoint", () => {
  it("whose transform fails with a message that PostgreSQL cannot store does not block the results of others", async () => {
    await addEndpoint(hub, actor, { url: receiver.url, transform: '$error("\\u0000")', eventTypes: ["order.placed"] });
    await addEndpoint(hub, actor, { url: receiver.url, transform: '$error("\\ud800")', eventTypes: ["order.placed"] });
    await oneDelivery();
    await Promise.all([settled("succeeded"), settled("failed", 2)]);
    expect(worker?.errors).toEqual([]);
  });

  it("that responds with 410 is disabled even when the first attempt to disable it fails", async () => {
    status(410);
    let told = 0;
    hub.race = async (point) => {
      if (point === "webhooks.reportHealth:read" && (told += 1) === 1) throw new Error("The database is away");
    };
    const { id } = await oneDelivery();
    await until(() => told === 1);
    await settled("failed");
    await place();
    await hub.relay();
    const state = async () => (await execute(hub, actor, getEndpoint, { id })).output;
    await until(async () => (await state()).status === "disabled");
    expect(await state()).toMatchObject({ disabledReason: "gone" });
  });

  it("that responds with 410 is disabled; later and failed deliveries arrive in order when it is resumed", async () => {
    status(410);
    const { id } = await oneDelivery();
    const state = async () => (await execute(hub, actor, getEndpoint, { id })).output;
    await until(async () => (await state()).status === "disabled");
    expect(await state()).toMatchObject({ disabledReason: "gone" });
    await settled("failed");
    await hub.relay();
    await place();
    await hub.relay();
    expect(receiver.received).toHaveLength(1);
    expect(await state()).toMatchObject({ pending: 1, failed: 1 });
    status(200);
    expect((await execute(hub, actor, retryFailed, { id })).output).toEqual({ count: 1, waitingFor: "disabled" });
    await execute(hub, actor, resumeEndpoint, { id });
    await hub.relay();
    await settled("succeeded", 2);
    expect(await state()).toMatchObject({ status: "enabled", failed: 0, last24h: { succeeded: 2, failed: 1 } });
  });

  it("is paused by a circuit breaker after five failures, and one delivery probes whether it is back", async () => {
    status(500);
    const { id } = await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.placed"], maxConcurrent: 1 });
    await work();
    for (let count = 0; count < 12; count += 1) await place();
    await hub.relay();
    await until(() => receiver.received.length >= 5);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(receiver.received).toHaveLength(5);
    const waiting = (await deliveries()).filter(({ attempts }) => attempts === 0);
    expect(waiting).toHaveLength(7);
    expect((await execute(hub, actor, getEndpoint, { id })).output.health).toMatchObject({ failures: 5 });
    skippedMs += 5100;
    await until(() => receiver.received.length >= 6);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(receiver.received).toHaveLength(6);
    status(200);
    skippedMs += 11 * S;
    await settled("succeeded", 12);
    expect((await execute(hub, actor, getEndpoint, { id })).output.health).toMatchObject({
      failures: 0,
      failingSince: null,
    });
  });

  it("that fails for five days is disabled, with notices at 50, 70, 90 and 100 percent", async () => {
    status(500);
    const { id } = await oneDelivery();
    await tried(1);
    const notices = () => hub.db.sql`
      select 1 from events where subject_id = ${id} and type = 'webhook_endpoint.failing'`;
    for (const [index, hours] of [61, 85, 109, 121].entries()) {
      skippedMs = hours * HOUR;
      await place();
      await hub.relay();
      await until(async () => (await notices()).length === index + 1);
    }
    await until(async () => (await execute(hub, actor, getEndpoint, { id })).output.status === "disabled");
    const told = await hub.db.sql<{ type: string; percent: number | null }[]>`
      select type, (data->>'percent')::int as percent from events where subject_id = ${id} order by sequence`;
    expect(told).toEqual([
      { type: "webhook_endpoint.created", percent: null },
      ...[50, 70, 90, 100].map((percent) => ({ type: "webhook_endpoint.failing", percent })),
      { type: "webhook_endpoint.disabled", percent: null },
    ]);
  });

  it("receives the events of one subject in order and one at a time, also during failures, without blocking other subjects", async () => {
    let failures = 0;
    receiver.answer = (request, response) => {
      const fails = request.body.includes('"sequence":2') && failures < 1;
      if (fails) failures += 1;
      response.writeHead(fails ? 500 : 200).end();
    };
    await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.*"] });
    await work();
    const orders = [await place(), await place()];
    for (const order of orders)
      for (const text of ["one", "two", "three"]) await execute(hub, actor, noteOrder, { id: order.id, text });
    await hub.relay();
    await settled("succeeded", 5);
    expect((await deliveries({ state: "pending" })).map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual([
      2, 3, 4,
    ]);
    skippedMs += 6 * S;
    await settled("succeeded", 8);
    for (const { id } of orders) {
      const heard = receiver.received.filter(({ body }) => body.includes(`"subject":"${id}"`));
      const sequences = heard.map(({ body }) => Number(/"sequence":(\d)/.exec(body)?.[1]));
      expect(sequences.filter((n, index) => n !== sequences[index - 1])).toEqual([1, 2, 3, 4]);
    }
  });

  it("receives no more than its configured rate and concurrency", async () => {
    let open = 0;
    let most = 0;
    receiver.answer = (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end();
      }, 40);
    };
    await addEndpoint(hub, actor, { url: `${receiver.url}/narrow`, eventTypes: ["order.placed"], maxConcurrent: 2 });
    await work();
    for (let count = 0; count < 10; count += 1) await place();
    await hub.relay();
    await settled("succeeded", 10);
    expect(most).toBe(2);
    receiver.received.length = 0;
    await hub.db.sql`update webhook_endpoints set max_per_second = 20, max_concurrent = 50, version = version + 1`;
    await new Promise((resolve) => setTimeout(resolve, 400));
    for (let count = 0; count < 20; count += 1) await place();
    await hub.relay();
    await settled("succeeded", 30);
    const times = receiver.received.map(({ at }) => at);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(850);
  });
});
