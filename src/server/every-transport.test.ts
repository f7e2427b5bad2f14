import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { type Span, trace } from "@opentelemetry/api";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { ask, CODE, openStream as open, ORDER, waysOver } from "#testing/fixtures/every-way.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, type TestHub, testHub } from "#testing/fixtures/hub.ts";
import { recordSpans } from "#testing/fixtures/spans.ts";
import type { Way } from "#testing/fixtures/ways.ts";
import { startGraphqlSocket } from "#testing/servers/graphql-socket.ts";
import { startGrpc } from "#testing/servers/grpc.ts";
import { httpApp } from "#transports/http.ts";
import { LeasedLimits } from "./limits/leased-limits.ts";
import { postgresQuotas } from "./limits/quota-store.ts";
import { logObservation } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

const HUB = "https://hub.example.com";
const { calls, streams } = waysOver(() => ({ app, grpc, socket }));

const QUOTA = 5;
const hub = testHub();
let files: TestFiles;
let actor: Actor;
let app: ReturnType<typeof httpApp>;
let grpc: Awaited<ReturnType<typeof startGrpc>>;
let socket: Awaited<ReturnType<typeof startGraphqlSocket>>;
let metrics: Metrics;
let observations: Observation[];
let lines: string[];
const actors = new Map<string, Actor>();
const spans = recordSpans();

beforeAll(async () => {
  files = await createTestFiles();
  await hub.feed.start();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
  await execute(hub, actor, placeOrder, ORDER);
  await hub.relay();
});
afterAll(async () => {
  await files.close();
});

beforeEach(async () => {
  observations = [];
  lines = [];
  spans.length = 0;
  const sources = { relayLagS: async () => 0, consumers: async () => [], erp: async () => undefined };
  metrics = createMetrics({ ...sources, feedReaders: () => 0, transactions: () => 0, databaseUp: () => true });
  const log = pino({ level: "debug" }, new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }));
  const observed: TestHub = Object.create(hub, {
    observe: {
      value: (observation: Observation) => {
        observations.push(observation);
        metrics.observe(observation);
        logObservation(log, observation);
      },
    },
  });
  const policy = { quota: QUOTA, windowS: 600 };
  const limits = new LeasedLimits(
    postgresQuotas(() => hub.db.sql),
    { key: policy, user: policy, ip: policy },
    () => {},
  );
  const options = { limits, streamsPerCaller: 2, standingLookMs: 20, deadlineMs: 2000 };
  const gateway = createTestGateway(observed, actors, options);
  const served = { ...hub, gateway, files: files.files };
  app = httpApp({ hub: served, publicUrl: HUB, corsOrigins: [] });
  grpc = await startGrpc(gateway, { trustProxyHops: 1 });
  socket = await startGraphqlSocket(gateway);
});
afterEach(async () => {
  hub.race = undefined;
  await Promise.all([grpc.close(), socket.close()]);
});

function key(over: Partial<Actor> = {}): string {
  const token = newId();
  actors.set(token, { ...actor, type: "api_key", id: token, ...over });
  return token;
}

/** One metrics row, one log line and one finished span, all with the same outcome. */
async function recorded({ operation, transport }: Way, outcome: string): Promise<Observation> {
  const [own] = observations.filter((each) => each.operation === operation && each.outcome === outcome);
  if (own === undefined) throw new Error(`${operation} was not recorded as ${outcome}`);
  expect(own).toMatchObject({ operation, transport, outcome });
  const row = `crossdock_operation_duration_seconds_count{operation="${operation}",transport="${transport}",outcome="${outcome}"}`;
  expect(await metrics.registry.metrics()).toContain(`${row} 1`);
  const line = lines.map((each) => JSON.parse(each)).filter((each) => each.requestId === own.requestId);
  expect(line).toMatchObject([{ operation, transport, outcome, actor: own.actor, trace: own.trace }]);
  const span = spans.filter(({ attributes }) => attributes["crossdock.request_id"] === own.requestId);
  const attributes = { "crossdock.transport": transport, "crossdock.outcome": outcome };
  expect(span).toMatchObject([{ name: operation, ended: true, attributes }]);
  expect(own.trace).toBe(`00-${span[0]?.traceId}-${span[0]?.spanId}-01`);
  return own;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe.each([...calls, ...streams])("over $name", (way) => {
  const door = { ...way, operation: way.door ?? way.operation };

  it("an unknown credential is rejected, and the rejection is recorded", async () => {
    expect(await ask(way, bearer("unknown"))).toMatchObject({ code: "auth.required" });
    expect(await recorded(door, "unauthenticated")).toMatchObject({ actor: "anonymous", tenantId: undefined });
  });

  it("a credential of an unsupported type is rejected, and the rejection is recorded", async () => {
    expect(await ask(way, { authorization: "Basic YTpi" })).toMatchObject({ code: "auth.unsupported_credential" });
    expect(await ask(way, { authorization: "Digest x" })).toMatchObject({ code: "auth.unsupported_credential" });
  });

  it("a key with an exhausted quota is rejected, and the rejection is recorded", async () => {
    const token = key();
    for (let n = way.opening ?? 0; n < QUOTA; n += 1)
      expect((await ask(way, bearer(token))).code).not.toBe("request.quota_exceeded");
    expect(await ask(way, bearer(token))).toMatchObject({ code: "request.quota_exceeded" });
    const refused = observations.filter(({ error }) => error?.code === "request.quota_exceeded");
    expect(refused).toMatchObject([{ operation: door.operation, transport: way.transport, outcome: "limited" }]);
  });

  it("a caller without the scope is rejected, and the rejection is recorded with the caller", async () => {
    const token = key({ scopes: new Set(["jobs:read"]) });
    expect(await ask(way, bearer(token))).toMatchObject({ code: "auth.forbidden" });
    expect(await recorded(way, "forbidden")).toMatchObject({ actor: `api_key:${token}` });
  });
});

describe.each(calls)("a call over $name", (way) => {
  it("is recorded, its span joins the caller's trace, and its events carry that trace context", async () => {
    const traceId = randomBytes(16).toString("hex");
    const token = key();
    const headers = { ...bearer(token), traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    let active: Span | undefined;
    hub.race = async () => void (active ??= trace.getActiveSpan());
    expect((await ask(way, headers)).code).toBeUndefined();
    const own = await recorded(way, "ok");
    expect(own.trace).toContain(traceId);
    expect(own.trace).toContain(active?.spanContext().spanId);
    expect(spans.find(({ name }) => name === way.operation)).toMatchObject({ traceId, parentId: "00f067aa0ba902b7" });
    const events = await hub.db.sql`select trace from events where actor_id = ${token}`;
    expect(new Set(events.map((event) => event["trace"]))).toEqual(new Set([own.trace]));
  });

  it.each([
    ["its caller's own deadline", { prefer: "wait=1" }],
    ["our deadline", {}],
  ])("ends with %s and is recorded so, while its effects are still committed", async (_, more) => {
    const held = Promise.withResolvers<void>();
    hub.race = (point) => (point === "orders.place:read" ? held.promise : Promise.resolve());
    const token = key();
    const startedMs = performance.now();
    const late = { status: way.lateStatus ?? 504, code: "request.timeout" };
    expect(await ask(way, { ...bearer(token), ...more })).toMatchObject(late);
    expect(performance.now() - startedMs).toBeGreaterThan("prefer" in more ? 900 : 1900);
    await expect.poll(() => observations.length).toBe(1); // a caller may keep its deadline by a clock of its own
    await recorded(way, "timeout");
    held.resolve();
    const placed = () => hub.db.sql`select from events where actor_id = ${token} and type = 'order.placed'`;
    await expect.poll(async () => (await placed()).length).toBe(1);
  });
});

describe.each(streams)("a stream over $name", (way) => {
  it("is recorded once, when its reader disconnects", async () => {
    const token = key();
    const { leave } = await open(way, token);
    expect(observations).toEqual([]);
    await leave();
    await expect.poll(() => observations.length).toBe(1);
    expect(await recorded(way, "ok")).toMatchObject({ actor: `api_key:${token}`, kind: "stream" });
  });

  it("is rejected above the limit per caller and recorded so, until another stream ends", async () => {
    const token = key();
    const held = [await open(way, token), await open(way, token)];
    expect(await ask(way, bearer(token))).toMatchObject({ code: "events.too_many_streams" });
    await recorded(way, "limited");
    await held[0]?.leave();
    await expect.poll(() => observations.filter(({ outcome }) => outcome === "ok").length).toBe(1);
    const again = await open(way, token);
    expect(observations.filter(({ outcome }) => outcome === "limited")).toHaveLength(1);
    await Promise.all([held[1]?.leave(), again.leave()]);
  });

  it("ends with a reason when its session ends or its key is revoked, and is recorded so", async () => {
    const token = key();
    const { reader } = await open(way, token);
    actors.delete(token);
    let text = "";
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
    expect(CODE.exec(text)?.[1]).toBe("auth.required");
    await recorded(way, "unauthenticated");
    await expect.poll(() => hub.feed.readers).toBe(0);
  });
});
