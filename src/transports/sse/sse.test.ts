import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { EventSource } from "eventsource";
import { Hono } from "hono";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createChannel } from "#core/channels/index.ts";
import { listEvents } from "#core/events/index.ts";
import { execute } from "#core/execute.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { unauthenticated, unavailable } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { addArticles } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { createTestHub, createTestTenant, type TestHub } from "#testing/hub.ts";
import type { Identity } from "#transports/shared/identity.ts";
import { createSse, type SseDeps, type SseHandler, STREAM_PATH } from "./handler.ts";

let database: TestDatabase;
let hub: TestHub;
let actor: Actor;
let server: Server;
let sockets: Set<Socket>;
let origin: string;
let handler: SseHandler;
let identities: Map<string, Identity>;
let sources: EventSource[];

beforeAll(async () => {
  database = await createTestDatabase();
  return () => database.drop();
});
beforeEach(async () => {
  hub = createTestHub(database.url);
  await hub.feed.start();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
  await hub.relay();
  identities = new Map([
    ["Bearer key", { actor, by: "api_key" }],
    ["session", { actor: { ...actor, type: "user" }, by: "session" }],
  ]);
  sources = [];
  await listen();
});
afterEach(async () => {
  for (const source of sources) source.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await hub.close();
});

async function listen(over: Partial<SseDeps> = {}) {
  const identify = (headers: Headers) => {
    const claim = headers.get("authorization") ?? headers.get("cookie");
    const identity = identities.get(claim ?? "");
    if (claim === null) return Promise.resolve(undefined);
    return identity === undefined ? Promise.reject(unauthenticated()) : Promise.resolve(identity);
  };
  const deps = { publicOrigin: "https://hub.example.com", corsOrigins: [], streamsPerCaller: 20, standingLookMs: 20 };
  handler = createSse({ hub: { ...hub, identify }, ...deps, ...over });
  const app = new Hono<{ Bindings: { outgoing: import("node:http").ServerResponse } }>();
  app.all(STREAM_PATH, ({ req, env }) => handler(req.raw, env.outgoing));
  const listener = getRequestListener(app.fetch);
  server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  sockets = new Set();
  server.on("connection", (socket) => sockets.add(socket.once("close", () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function listenAnew(over: Partial<SseDeps>) {
  server.closeAllConnections();
  server.close();
  await listen(over);
}

const KEY = { authorization: "Bearer key" };
const address = (query = "") => `${origin}${STREAM_PATH}${query}`;
const ask = (query = "", init: RequestInit = {}) =>
  fetch(address(query), { ...init, headers: { ...KEY, ...(init.headers as Record<string, string>) } });

const Told = z.object({ id: z.string(), type: z.string(), subject: z.string(), sequence: z.int() });

interface Heard {
  readonly type: string;
  readonly id: string;
  readonly data: unknown;
}

/** The public client of the WHATWG protocol, with what it hears of these types. */
function reader(query: string, headers: Record<string, string> = {}) {
  const heard: Heard[] = [];
  const source = new EventSource(address(query), {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...KEY, ...headers } }),
  });
  for (const type of ["order.placed", "order.noted", "reset", "dropped"])
    source.addEventListener(type, ({ data, lastEventId }) =>
      heard.push({ type, id: lastEventId, data: JSON.parse(String(data)) }),
    );
  sources.push(source);
  return { source, heard, opened: new Promise((resolve) => source.addEventListener("open", resolve)) };
}

const place = async (more: object = {}) => {
  const { output } = await execute(hub, actor, placeOrder, {
    channel: "web",
    lines: [{ sku: "A", quantity: 1 }],
    ...more,
  });
  return output.order.id;
};
async function note(id: string, count: number) {
  for (let n = 0; n < count; n += 1) await execute(hub, actor, noteOrder, { id, text: `note ${n}` });
  await hub.relay();
}
const listed = async (input: object = {}) => (await execute(hub, actor, listEvents, { limit: 100, ...input })).output;
const ids = (heard: readonly Heard[]) => heard.map(({ id }) => id);

describe("the stream of events", () => {
  it("says each event as a CloudEvent with its id and type, never to be buffered or compressed", async () => {
    const answer = await ask("?types=order.*", { headers: { "accept-encoding": "gzip, br" } });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    expect(answer.headers.get("content-encoding")).toBeNull();
    await answer.body?.cancel();
    const { heard, opened } = reader("?types=order.*");
    await opened;
    const order = await place();
    await hub.relay();
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      type: "order.placed",
      data: { specversion: "1.0", type: "order.placed", subject: order, sequence: 1, id: heard[0]?.id },
    });
  });

  it("goes on behind the id it is given, in the header or the address, without a gap or a duplicate", async () => {
    const order = await place();
    await note(order, 5);
    const { data } = await listed();
    const [first, second] = data.filter(({ type }) => type.startsWith("order."));
    const byHeader = reader("", { "last-event-id": first?.id ?? "" });
    const byQuery = reader(`?lastEventId=${second?.id}`);
    const byAfter = reader(`?after=${second?.id}`);
    await expect.poll(() => byHeader.heard).toHaveLength(5);
    await note(order, 3);
    const all = (await listed()).data.filter(({ type }) => type.startsWith("order.")).map(({ id }) => id);
    await expect.poll(() => ids(byHeader.heard)).toEqual(all.slice(1));
    await expect.poll(() => ids(byQuery.heard)).toEqual(all.slice(2));
    await expect.poll(() => ids(byAfter.heard)).toEqual(all.slice(2));
  });

  it("gives each reader what it asked for: types, one subject, channels", async () => {
    await execute(hub, actor, createChannel, { code: "shop", name: "Shop", kind: "pos" });
    const readers = {
      noted: reader("?types=order.noted"),
      both: reader("?types=order.noted,order.placed"),
      web: reader("?channel=web&types=order.*"),
      shop: reader("?channel=shop&types=order.*"),
    };
    const order = await place();
    const one = reader(`?subject=${order}`);
    await Promise.all(Object.values({ ...readers, one }).map(({ opened }) => opened));
    await note(order, 1);
    await place();
    await hub.relay();
    await expect
      .poll(() => readers.both.heard.map(({ type }) => type))
      .toEqual(["order.placed", "order.noted", "order.placed"]);
    await expect.poll(() => readers.web.heard).toHaveLength(3);
    expect(readers.noted.heard.map(({ type }) => type)).toEqual(["order.noted"]);
    expect(one.heard.every(({ data }) => Told.parse(data).subject === order)).toBe(true);
    expect(readers.shop.heard).toEqual([]);
  });

  it("shows nothing of another merchant, even to one who knows an id", async () => {
    const stranger = await createTestTenant(hub);
    identities.set("Bearer stranger", { actor: stranger, by: "api_key" });
    const order = await place();
    await note(order, 2);
    const [theirs] = (await listed()).data;
    const spy = reader(`?after=${theirs?.id}`, { authorization: "Bearer stranger" });
    await expect.poll(() => spy.heard).toMatchObject([{ type: "reset", data: { code: "events.unknown_position" } }]);
    await note(order, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(spy.heard).toHaveLength(1);
  });
});

describe("a place that the feed no longer knows", () => {
  it.each([
    ["no event", newId(), "events.unknown_position"],
    ["no id at all", "7", "events.unknown_position"],
  ])("is told by a reset when it is %s, and the stream goes on from now", async (_what, id, code) => {
    const { heard } = reader("?types=order.*", { "last-event-id": id });
    await expect.poll(() => heard).toMatchObject([{ type: "reset", data: { code }, id: "" }]);
    await place();
    await hub.relay();
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(["reset", "order.placed"]);
  });

  it("is told by a reset when its month is gone; the list refuses it", async () => {
    const order = await place();
    await note(order, 1);
    const [oldest] = (await listed()).data;
    await hub.db.sql`delete from feed where tenant_id = ${actor.tenantId}`;
    const { heard } = reader(`?after=${oldest?.id}`);
    await expect.poll(() => heard).toMatchObject([{ type: "reset", data: { code: "events.position_expired" } }]);
    await expect(listed({ after: oldest?.id })).rejects.toMatchObject({
      kind: "conflict",
      code: "events.position_expired",
    });
    await note(order, 1);
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(["reset", "order.noted"]);
  });
});

describe("a stream is refused", () => {
  it.each([
    ["an unknown parameter", "?type=order.*", {}, 400, "request.unknown_parameter"],
    ["a type that can be none", "?types=Order", {}, 400, "request.invalid"],
    ["a channel that is not there", "?channel=moon", {}, 400, "events.unknown_channel"],
    ["another form", "", { headers: { accept: "application/json" } }, 406, "request.not_acceptable"],
    ["another method", "", { method: "POST" }, 405, "request.method_not_allowed"],
    ["a wrong key", "", { headers: { authorization: "Bearer wrong" } }, 401, "auth.required"],
  ])("for %s", async (_what, query, init, status, code) => {
    const answer = await ask(query, init);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
    expect(hub.feed.readers).toBe(0);
  });

  it("with pointers to the parameters as callers know them", async () => {
    const answer = await ask("?channel=moon");
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/channel", channel: "moon" }] });
  });

  it("to a key that may not read events", async () => {
    identities.set("Bearer key", { actor: { ...actor, scopes: new Set(["orders:read"]) }, by: "api_key" });
    expect((await ask()).status).toBe(403);
  });

  it("beyond the streams that one caller may hold, until one of them ends", async () => {
    await listenAnew({ streamsPerCaller: 2 });
    const held = [await ask(), await ask()];
    const third = await ask();
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "5"]);
    expect(await third.json()).toMatchObject({ code: "events.too_many_streams", details: { most: 2 } });
    await held[0]?.body?.cancel();
    await expect.poll(async () => (await ask()).status).toBe(200);
    await held[1]?.body?.cancel();
  });

  it("to a page of another site that acts with the session", async () => {
    const asPage = (site: string) => fetch(address(), { headers: { cookie: "session", "sec-fetch-site": site } });
    const [own, foreign] = [await asPage("same-origin"), await asPage("cross-site")];
    expect([own.status, foreign.status]).toEqual([200, 403]);
    await own.body?.cancel();
  });

  it("never for HEAD and OPTIONS, which open none", async () => {
    const head = await ask("", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "text/event-stream", ""]);
    const options = await ask("", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect(hub.feed.readers).toBe(0);
  });
});

describe("a stream ends", () => {
  it("when the key is revoked, with the reason", async () => {
    const { heard, opened } = reader("");
    await opened;
    identities.delete("Bearer key");
    await expect.poll(() => heard).toMatchObject([{ type: "dropped", data: { code: "auth.required" } }]);
    await expect.poll(() => hub.feed.readers).toBe(0);
  });

  it("when the server stops, with a moment of its own to come back at", async () => {
    const answer = await ask();
    const text = answer.text();
    hub.feed.end(() => unavailable(undefined));
    expect(await text).toMatch(/^retry: 2000\n\n(?::\n\n)*retry: [2-5]\d{3}\n\n$/);
  });

  /** A reader on a bare socket that reads when it is told to. */
  async function lazyReader() {
    const socket = connect({ port: Number(new URL(origin).port), host: "127.0.0.1" });
    let text = "";
    socket.on("error", () => {});
    socket.write(`GET ${STREAM_PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer key\r\n\r\n`);
    socket.on("data", (chunk) => (text = (text + chunk.toString()).slice(-2000)));
    await once(socket, "data");
    socket.pause();
    return { socket, text: () => text };
  }

  it("when its reader leaves the socket full for too long; those who read go on", async () => {
    await listenAnew({ patienceMs: 300 });
    const lazy = await lazyReader();
    const keen = reader("?types=order.placed");
    await keen.opened;
    const order = await place();
    await note(order, 1);
    for (let round = 0; round < 6; round += 1) await repeatLast(3000);
    await expect.poll(() => hub.feed.readers).toBe(1);
    await expect.poll(() => sockets.size).toBe(1); // cut off, since it takes not even the reason
    expect(keen.source.readyState).toBe(EventSource.OPEN);
    lazy.socket.destroy();
  }, 40_000);

  it("when more has come than is kept for a reader, with the reason as the last word", async () => {
    const lazy = await lazyReader();
    const order = await place();
    await note(order, 1);
    for (let round = 0; round < 10; round += 1) await repeatLast(3000);
    lazy.socket.resume();
    await once(lazy.socket, "close");
    expect(lazy.text()).toMatch(/event: dropped\ndata: \{"code":"events.reader_too_slow"/);
    expect(hub.feed.readers).toBe(0);
  }, 40_000);

  it("when its reader half-closes: nothing of it stays", async () => {
    const { port } = new URL(origin);
    const half = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
    half.resume();
    half.end(`GET ${STREAM_PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer key\r\n\r\n`);
    await once(half, "end");
    half.destroy();
    await expect.poll(() => [hub.feed.readers, sockets.size]).toEqual([0, 0]);
  });

  it("without a trace, a thousand times", async () => {
    await listenAnew({ streamsPerCaller: 1000, standingLookMs: 60_000 });
    for (let round = 0; round < 4; round += 1) {
      const stops = Array.from({ length: 250 }, () => new AbortController());
      const answers = await Promise.all(stops.map(({ signal }) => ask("", { signal })));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(hub.feed.readers).toBe(250);
      for (const stop of stops) stop.abort();
      await expect.poll(() => hub.feed.readers).toBe(0);
    }
    await expect.poll(() => sockets.size).toBe(0);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length).toBeLessThan(50);
  }, 60_000);
});

/** Puts the newest event into the feed many times over, as a burst would. */
async function repeatLast(times: number) {
  await hub.db.sql`
    insert into feed (tenant_id, n) select f.tenant_id, f.n from feed f, generate_series(1, ${times}::int)
    where f.tenant_id = ${actor.tenantId} and f.position = (select max(position) from feed)`;
  await new Promise((resolve) => setTimeout(resolve, 300));
}

it("is the same on a host whose response is not Node's own", async () => {
  const stop = new AbortController();
  const answer = await handler(new Request(address("?types=order.*"), { headers: KEY, signal: stop.signal }));
  const chunks = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await chunks?.read())?.value).toBe("retry: 2000\n\n");
  await place();
  await hub.relay();
  expect((await chunks?.read())?.value).toMatch(/^id: .{36}\nevent: order.placed\ndata: \{/);
  await chunks?.cancel();
  await expect.poll(() => hub.feed.readers).toBe(0);
});
