import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type Span, trace } from "@opentelemetry/api";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestTenant, type TestHub, testHub } from "#testing/fixtures/hub.ts";
import { overSoap } from "#testing/fixtures/soap.ts";
import { recordSpans } from "#testing/fixtures/spans.ts";
import type { Answer, Asking, Way } from "#testing/fixtures/ways.ts";
import { startGraphqlSocket } from "#testing/servers/graphql-socket.ts";
import { overGrpc, startGrpc, streamOverGrpc } from "#testing/servers/grpc.ts";
import { httpApp } from "#transports/http.ts";
import { LeasedLimits } from "./limits/leased-limits.ts";
import { postgresQuotas } from "./limits/quota-store.ts";
import { logObservation } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";

const HUB = "https://hub.example.com";
const ORDER = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
const fetched = async (request: Request): Promise<Answer> => {
  const { status, body } = await app.fetch(request, {});
  return { status, reader: body?.pipeThrough(new TextDecoderStream()).getReader() };
};
const get = (path: string) => (asking: Asking) => fetched(new Request(`${HUB}${path}`, asking));
const post =
  (path: string, content: object = ORDER, accept = "*/*") =>
  (asking: Asking) => {
    const headers = { ...asking.headers, "content-type": "application/json", accept };
    const body = JSON.stringify(content);
    return fetched(new Request(`${HUB}${path}`, { ...asking, method: "POST", headers, body }));
  };
const graphql = (query: string, accept = "application/json") => post("/api/graphql", { query }, accept);
const PLACE = `mutation { placeOrder(input: { channel: "web", lines: [{ sku: "A", quantity: 1 }] }) { __typename } }`;
const FOLLOW = "subscription { eventsAfter { id } }";
/** A socket does not say that a stream is open: the events so far do. */
const FOLLOW_ALL = `subscription { eventsAfter(position: "0") { id } }`;
const overGraphql = { transport: "graphql", door: "graphql.request" };

const calls: readonly Way[] = [
  { name: "REST v2", transport: "rest", operation: "orders.place", send: post("/api/v2/orders") },
  { name: "REST v1", transport: "rest", operation: "orders.place", send: post("/api/v1/orders") },
  { name: "tRPC", transport: "trpc", operation: "orders.place", send: post("/api/trpc/orders.place") },
  { name: "gRPC", transport: "grpc", operation: "orders.place", send: (asking) => overGrpc(grpc.port, ORDER, asking) },
  {
    name: "SOAP",
    transport: "soap",
    operation: "orders.place",
    door: "soap.request",
    lateStatus: 500,
    send: (asking) => overSoap(app, ORDER, asking),
  },
  { ...overGraphql, name: "GraphQL", operation: "orders.place", lateStatus: 200, send: graphql(PLACE) },
];
const streams: readonly Way[] = [
  { name: "SSE", transport: "sse", operation: "events.watch", send: get("/api/v2/events/stream") },
  {
    name: "tRPC over SSE",
    transport: "trpc",
    operation: "events.watch",
    send: get("/api/trpc/events.watch?input={}"),
  },
  { name: "gRPC", transport: "grpc", operation: "events.watch", send: (asking) => streamOverGrpc(grpc.port, asking) },
  { ...overGraphql, name: "GraphQL over SSE", operation: "events.watch", send: graphql(FOLLOW, "text/event-stream") },
  {
    ...overGraphql,
    name: "GraphQL over a socket",
    operation: "events.watch",
    opening: 1,
    send: (asking) => socket.stream(asking, FOLLOW_ALL),
  },
];

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

const CODE = /"code":"([a-z_]+\.[a-z_.]+)"/;
/** A stream without an error for this long counts as open. */
const SILENCE_MS = 300;

/** What a caller receives: the status, and the error code if any. */
async function ask({ send }: Way, headers: Record<string, string>): Promise<{ status: number; code?: string }> {
  const address = `2001:db8:${randomBytes(2).toString("hex")}::1`;
  const from = { "x-crossdock-client-address": address, "x-forwarded-for": address };
  const leave = new AbortController();
  const { status, reader } = await send({ headers: { ...from, ...headers }, signal: leave.signal });
  let text = "";
  for (let more = true; more && !CODE.test(text);) {
    const next = await Promise.race([reader?.read(), sleep(SILENCE_MS)]);
    text += next?.value ?? "";
    more = next?.done === false;
  }
  await reader?.cancel();
  leave.abort();
  const code = CODE.exec(text)?.[1];
  return { status, ...(code !== undefined && { code }) };
}

/** Opens a stream and keeps it open. */
async function open({ send }: Way, token: string) {
  const leave = new AbortController();
  const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
  const { reader } = await send({ headers, signal: leave.signal });
  await reader?.read();
  const leaveIt = async () => {
    await reader?.cancel();
    leave.abort();
  };
  return { reader, leave: leaveIt };
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
