import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdentify } from "#auth/identify.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { customerLinks } from "#core/kernel/customer-links.ts";
import { newId } from "#core/kernel/ids.ts";
import { createLink, listLinks, revokeLink } from "#core/links/index.ts";
import { getOrder, placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { currentUser } from "#core/users/current-user.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { fewCalls } from "#testing/fixtures/soap.ts";
import { recordSpans } from "#testing/fixtures/spans.ts";
import { createGateway } from "#transports/gateway/gateway.ts";
import { httpApp } from "#transports/http.ts";
import { logObservation } from "./log.ts";

const HUB = "https://hub.example.com";
let aheadMs = 0;
const lines: string[] = [];
const observations: Observation[] = [];
const spans = recordSpans();
const log = pino({ level: "trace" }, new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }));
const hub = Object.assign(testHub(), {
  clock: () => new Date(Date.now() + aheadMs),
  observe: (observation: Observation) => {
    observations.push(observation);
    logObservation(log, observation);
  },
});
const rival = testRival(hub);
let files: TestFiles;
let actor: Actor;
let app: ReturnType<typeof httpApp>;
let elsewhere: ReturnType<typeof httpApp>;

const appOver = (of: typeof hub | typeof rival, quota: number) => {
  const identify = createIdentify(of, () => Promise.resolve(undefined));
  const gateway = createGateway({ hub: of, identify, limits: fewCalls(quota) });
  return httpApp({ hub: { ...of, gateway, files: files.files }, publicUrl: HUB, corsOrigins: [], trustProxyHops: 1 });
};

beforeAll(async () => {
  files = await createTestFiles();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  app = appOver(hub, 10_000);
  elsewhere = appOver(rival, 10_000);
});
afterAll(() => files.close());

const customer = { email: "ann@example.com", name: "Ann Example" };
const address = { name: "Ann Example", line1: "1 High St", city: "London", postalCode: "N1 1AA", country: "GB" };
async function place(by = actor) {
  const order = { channel: "web", lines: [{ sku: "A", quantity: 2 }], customer, shippingAddress: address };
  return (await execute(hub, by, placeOrder, order)).output.order;
}
const link = async (id: string, more: object = {}) => (await execute(hub, actor, createLink, { id, ...more })).output;
const tokenOf = (url: string | null) => url?.slice(`${HUB}/o/`.length) ?? "";
async function show(token: string, id: string, { over = app, ip = "203.0.113.1" } = {}) {
  const headers = { authorization: `Link ${token}`, "x-forwarded-for": ip };
  const response = await over.fetch(new Request(`${HUB}/api/v2/orders/${id}/customer-view`, { headers }), {});
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("a customer's link", () => {
  it("shows the state of its order with the shop's name, and nothing that tells who bought it or who works on it", async () => {
    const order = await place();
    const { url, expiresAt } = await link(order.id);
    expect(url).toMatch(/^https:\/\/hub\.example\.com\/o\/[\w-]{46}$/);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);
    const { status, headers, body } = await show(tokenOf(url), order.id);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toMatch(/no-store|private/);
    expect(body).toMatchObject({ number: order.number, status: "pending", shop: { name: "Test Shop" } });
    expect(body.lines).toEqual([
      { name: expect.any(String), quantity: 2, cancelled: 0, fulfilled: 0, total: expect.any(Number) },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/Ann|example\.com|High St|N1 1AA|sku|notes|assignee/);
  });

  it("opens no other order, no other tenant's, and nothing else over any transport", async () => {
    const [order, other] = [await place(), await place()];
    const token = tokenOf((await link(order.id)).url);
    expect(await show(token, other.id)).toMatchObject({ status: 404, body: { code: "resource.not_found" } });
    const stranger = await createTestTenant(hub);
    await addArticles(hub, stranger, [{ sku: "A", onHand: 10 }]);
    expect((await show(token, (await place(stranger)).id)).status).toBe(404);
    const authorization = `Link ${token}`;
    const tries = [
      ["GET", `/api/v2/orders/${order.id}`],
      ["GET", "/api/v2/orders"],
      ["GET", `/api/v2/orders/${order.id}/customer-links`],
      ["POST", `/api/v2/orders/${order.id}/customer-links`],
      ["GET", "/api/v2/me"],
      ["GET", "/api/v2/events/stream"],
      ["GET", "/api/trpc/users.me?input={}"],
      ["GET", `/api/trpc/orders.get?input=${encodeURIComponent(JSON.stringify({ id: order.id }))}`],
    ] as const;
    for (const [method, path] of tries) {
      const init = {
        method,
        headers: { authorization, "content-type": "application/json" },
        ...(method === "POST" && { body: "{}" }),
      };
      const { status } = await app.fetch(new Request(`${HUB}${path}`, init), {});
      expect([path, [403, 404].includes(status)]).toEqual([path, true]);
    }
    const identify = createIdentify(hub, () => Promise.resolve(undefined));
    const identity = await identify({ type: "link", token });
    const by = identity?.actor ?? actor;
    await expect(execute(hub, by, getOrder, { id: order.id })).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(execute(hub, by, currentUser, {})).rejects.toMatchObject({ code: "auth.forbidden" });
  });

  it("is refused from the moment its revocation has responded, in every process, and cannot be guessed", async () => {
    const order = await place();
    const made = await link(order.id);
    const token = tokenOf(made.url);
    expect((await show(token, order.id, { over: elsewhere })).status).toBe(200);
    await execute(rival, actor, revokeLink, { id: order.id, linkId: made.id });
    for (const over of [app, elsewhere])
      expect(await show(token, order.id, { over })).toMatchObject({ status: 401, body: { code: "auth.invalid_link" } });
    const again = (await execute(hub, actor, revokeLink, { id: order.id, linkId: made.id })).output;
    expect(again.revokedAt).not.toBeNull();
    const strict = appOver(hub, 5);
    const guess = (n: number) => `${token.slice(0, -2)}${String.fromCharCode(65 + n)}A`;
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1)
      statuses.push((await show(guess(n), order.id, { over: strict, ip: "198.51.100.9" })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    for (const wrong of ["", "x", newId(), token.slice(1), `${token}A`])
      expect((await show(wrong, order.id)).status).toBe(401);
  });

  it("ends by itself, and lives no longer than sixty days", async () => {
    const order = await place();
    const token = tokenOf((await link(order.id, { expiresInDays: 2 })).url);
    expect((await show(token, order.id)).status).toBe(200);
    aheadMs = 2 * 86_400_000;
    expect((await show(token, order.id)).status).toBe(401);
    aheadMs = 0;
    await expect(link(order.id, { expiresInDays: 61 })).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("made before a rotation of the secrets is still accepted, and one made with a foreign secret never", async () => {
    const order = await place();
    const { id } = await link(order.id);
    const rotated = customerLinks(() => ["the next secret", "test secret"], HUB);
    expect(rotated.idIn(tokenOf(hub.links.urlOf(id)))).toBe(id);
    expect(rotated.urlOf(id)).not.toBe(hub.links.urlOf(id));
    expect(hub.links.idIn(tokenOf(customerLinks("a foreign secret", HUB).urlOf(id)))).toBeUndefined();
  });

  it("writes its use once an hour and no event for it; its address is in no row, log line, span or list", async () => {
    const order = await place();
    const made = await link(order.id);
    const token = tokenOf(made.url);
    const [before] = await hub.db.sql<{ n: number }[]>`select count(*)::int as n from events`;
    for (let n = 0; n < 5; n += 1) await show(token, order.id);
    expect(await hub.db.sql`select count(*)::int as n from events`).toEqual([before]);
    const listed = (await execute(hub, actor, listLinks, { id: order.id })).output.data;
    expect(listed).toMatchObject([{ id: made.id, lastUsedAt: expect.any(String), revokedAt: null }]);
    const rows = await hub.db.sql`select row(l.*)::text as text from customer_links l`;
    const events = await hub.db.sql`select row(e.*)::text as text from events e where subject_type = 'customer_link'`;
    expect(events.length).toBeGreaterThan(0);
    expect(observations.some(({ operation }) => operation === "customerLinks.showOrder")).toBe(true);
    const texts = [...rows, ...events, ...lines, ...spans, ...listed, ...observations].map((each) =>
      JSON.stringify(each),
    );
    expect(texts.filter((text) => text.includes(token))).toEqual([]);
  });

  it("is not told again by a repeat with the same idempotency key, and an order has fifty at most", async () => {
    const order = await place();
    const options = { idempotencyKey: "link-1" };
    const first = (await execute(hub, actor, createLink, { id: order.id }, options)).output;
    const repeat = (await execute(hub, actor, createLink, { id: order.id }, options)).output;
    expect(repeat).toEqual({ ...first, url: null });
    const made = await Promise.allSettled(Array.from({ length: 52 }, () => link(order.id)));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(49);
  });
});
