import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createChannel } from "#core/channels/index.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { EventStreams, type Heard } from "#testing/fixtures/event-streams.ts";
import { createTestTenant } from "#testing/fixtures/hub.ts";

let database: TestDatabase;
let streams: EventStreams;

beforeAll(async () => {
  database = await createTestDatabase();
  return () => database.drop();
});
beforeEach(async () => {
  streams = await EventStreams.open(database.url);
});
afterEach(() => streams.close());

const Told = z.object({ subject: z.string() });
const ids = (heard: readonly Heard[]) => heard.map(({ id }) => id);

describe("the event stream", () => {
  it("sends each event as a CloudEvent with its id and type, unbuffered and uncompressed", async () => {
    const answer = await streams.ask("?types=order.*", { headers: { "accept-encoding": "gzip, br" } });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    expect(answer.headers.get("content-encoding")).toBeNull();
    await answer.body?.cancel();
    const { heard, opened } = streams.reader("?types=order.*");
    await opened;
    const order = await streams.place();
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      type: "order.placed",
      data: { specversion: "1.0", type: "order.placed", subject: order, sequence: 1, id: heard[0]?.id },
    });
  });

  it("resumes after the given id, from the header or the query, without gaps or duplicates", async () => {
    const order = await streams.place();
    await streams.note(order, 5);
    const { data } = await streams.listed();
    const [first, second] = data.filter(({ type }) => type.startsWith("order."));
    const byHeader = streams.reader("", { "last-event-id": first?.id ?? "" });
    const byQuery = streams.reader(`?lastEventId=${second?.id}`);
    const byAfter = streams.reader(`?after=${second?.id}`);
    await expect.poll(() => byHeader.heard).toHaveLength(5);
    await streams.note(order, 3);
    const all = (await streams.listed()).data.filter(({ type }) => type.startsWith("order.")).map(({ id }) => id);
    await expect.poll(() => ids(byHeader.heard)).toEqual(all.slice(1));
    await expect.poll(() => ids(byQuery.heard)).toEqual(all.slice(2));
    await expect.poll(() => ids(byAfter.heard)).toEqual(all.slice(2));
  });

  it("filters by types, subject and channels per reader", async () => {
    await execute(streams.hub, streams.actor, createChannel, { code: "shop", name: "Shop", kind: "pos" });
    const readers = {
      noted: streams.reader("?types=order.noted"),
      both: streams.reader("?types=order.noted,order.placed"),
      web: streams.reader("?channel=web&types=order.*"),
      shop: streams.reader("?channel=shop&types=order.*"),
    };
    await Promise.all(Object.values(readers).map(({ opened }) => opened));
    const order = await streams.place();
    const one = streams.reader(`?subject=${order}`);
    await one.opened;
    await streams.note(order, 1);
    await streams.place();
    await expect
      .poll(() => readers.both.heard.map(({ type }) => type))
      .toEqual(["order.placed", "order.noted", "order.placed"]);
    await expect.poll(() => readers.web.heard).toHaveLength(3);
    expect(readers.noted.heard.map(({ type }) => type)).toEqual(["order.noted"]);
    expect(one.heard.every(({ data }) => Told.parse(data).subject === order)).toBe(true);
    expect(readers.shop.heard).toEqual([]);
  });

  it("never shows another tenant's events, even for a known id", async () => {
    const stranger = await createTestTenant(streams.hub);
    streams.identities.set("stranger", stranger);
    const order = await streams.place();
    await streams.note(order, 2);
    const [theirs] = (await streams.listed()).data;
    const spy = streams.reader(`?after=${theirs?.id}`, { authorization: "Bearer stranger" });
    await expect.poll(() => spy.heard).toMatchObject([{ type: "reset", data: { code: "events.unknown_position" } }]);
    await streams.note(order, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(spy.heard).toHaveLength(1);
  });
});

describe("an unknown position in the feed", () => {
  it.each([
    ["no event", newId(), "events.unknown_position"],
    ["an invalid id", "7", "events.unknown_position"],
  ])("results in a reset when it is %s, and the stream continues from now", async (_what, id, code) => {
    const { heard } = streams.reader("?types=order.*", { "last-event-id": id });
    await expect.poll(() => heard).toMatchObject([{ type: "reset", data: { code }, id: "" }]);
    await streams.place();
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(["reset", "order.placed"]);
  });

  it("results in a reset when its partition was dropped; the list rejects it", async () => {
    const order = await streams.place();
    await streams.note(order, 1);
    const [oldest] = (await streams.listed()).data;
    await streams.hub.db.sql`delete from feed where tenant_id = ${streams.actor.tenantId}`;
    const { heard } = streams.reader(`?after=${oldest?.id}`);
    await expect.poll(() => heard).toMatchObject([{ type: "reset", data: { code: "events.position_expired" } }]);
    await expect(streams.listed({ after: oldest?.id })).rejects.toMatchObject({
      kind: "conflict",
      code: "events.position_expired",
    });
    await streams.note(order, 1);
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(["reset", "order.noted"]);
  });
});

describe("a stream is rejected", () => {
  it.each([
    ["an unknown parameter", "?type=order.*", { status: 400, code: "request.unknown_parameter" }],
    ["an invalid type", "?types=Order", { status: 400, code: "request.invalid" }],
    ["an unknown channel", "?channel=moon", { status: 400, code: "events.unknown_channel" }],
    ["an invalid position", "?after=%00", { status: 400, code: "request.invalid" }],
    ["another form", "", { headers: { accept: "application/json" }, status: 406, code: "request.not_acceptable" }],
    ["another method", "", { method: "POST", status: 405, code: "request.method_not_allowed" }],
    ["an invalid key", "", { headers: { authorization: "Bearer wrong" }, status: 401, code: "auth.required" }],
  ])("for %s", async (_what, query, { status, code, ...init }) => {
    const answer = await streams.ask(query, init);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
    expect(streams.hub.feed.readers).toBe(0);
  });

  it("with pointers to the public parameter names", async () => {
    const answer = await streams.ask("?channel=moon");
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/channel", channel: "moon" }] });
  });

  it("for a key without events:read", async () => {
    streams.identities.set("key", { ...streams.actor, scopes: new Set(["orders:read"]) });
    expect((await streams.ask()).status).toBe(403);
  });

  it("above the limit of streams per caller, until one of them ends", async () => {
    await streams.listen({ streamsPerCaller: 2 });
    const held = [await streams.ask(), await streams.ask()];
    const third = await streams.ask();
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "5"]);
    expect(await third.json()).toMatchObject({ code: "events.too_many_streams", details: { most: 2 } });
    await held[0]?.body?.cancel();
    await expect.poll(async () => (await streams.ask()).status).toBe(200);
    await held[1]?.body?.cancel();
  });

  it("for a cross-site request with the session", async () => {
    const asPage = (site: string) =>
      fetch(streams.address(), { headers: { cookie: "session", "sec-fetch-site": site } });
    const [own, foreign] = [await asPage("same-origin"), await asPage("cross-site")];
    expect([own.status, foreign.status]).toEqual([200, 403]);
    await own.body?.cancel();
  });

  it("never for HEAD and OPTIONS, which open none", async () => {
    const head = await streams.ask("", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "text/event-stream", ""]);
    const options = await streams.ask("", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect(streams.hub.feed.readers).toBe(0);
  });
});

it("works the same on a host whose response is not Node's own", async () => {
  const stop = new AbortController();
  const answer = await streams.handler(
    new Request(streams.address("?types=order.*"), { headers: { authorization: "Bearer key" }, signal: stop.signal }),
  );
  const chunks = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await chunks?.read())?.value).toBe("retry: 2000\n\n");
  await streams.place();
  expect((await chunks?.read())?.value).toMatch(/^id: .{36}\nevent: order.placed\ndata: \{/);
  await chunks?.cancel();
  await expect.poll(() => streams.hub.feed.readers).toBe(0);
});
