import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import { createSession } from "#auth/sessions.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const SECRET = "a secret of 32 characters or more";
const SHOP = "https://shop.example.com";
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;

const hub = testHub();
let actor: Actor;
let dataDir: string;
let server: ServerProcess;
let networks = 0;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  server = await startServerProcess({
    DATABASE_URL: hub.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: SECRET,
    NEXT_DIST_DIR: ".next-none",
    TRUST_PROXY: "1",
    CORS_ORIGINS: SHOP,
    RATE_LIMIT: "10/600",
    RATE_LIMIT_ANONYMOUS: "5/600",
    STREAMS_PER_CALLER: "2",
  });
  const source = { code: "signed", name: "Signed", kind: "stripe", secret: WEBHOOK_SECRET };
  const headers = { authorization: `Bearer ${await key()}`, "content-type": "application/json" };
  const body = JSON.stringify(source);
  const made = await fetch(`${server.origin}/api/v2/inbound-sources`, { method: "POST", headers, body });
  if (made.status !== 201) throw new Error(await made.text());
});
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function key(): Promise<string> {
  const made = `one-door-${newId()}-${newId()}`;
  await ensureApiKey(hub, actor.tenantId, { key: made });
  return made;
}

/** An unused IPv6 /64 network, with as many addresses as needed. */
function addresses(): () => string {
  networks += 1;
  const network = `2001:db8:0:${networks.toString(16)}`;
  let last = 0;
  return () => `${network}::${(last += 1).toString(16)}`;
}

type Sent = { readonly headers?: Record<string, string>; readonly from: string };
const send = (path: string, method: string, { headers, from }: Sent) =>
  fetch(`${server.origin}${path}`, { method, headers: { ...headers, "x-forwarded-for": from } });

async function statusesOf(times: number, ask: () => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const answer = await ask();
    statuses.push(answer.status);
    await answer.body?.cancel();
  }
  return statuses;
}

const transports = [
  ["REST v2", "GET", "/api/v2/channels"],
  ["REST v1", "GET", "/api/v1/orders"],
  ["tRPC", "GET", "/api/trpc/channels.list?input=%7B%7D"],
  ["tRPC, writing", "POST", "/api/trpc/orders.place"],
  ["the event stream", "HEAD", "/api/v2/events/stream"],
  ["uploads", "POST", "/api/uploads"],
] as const;

describe.each(transports)("%s", (_, method, path) => {
  it("counts each call against its key, and responds with 429 above the limit", async () => {
    const authorization = `Bearer ${await key()}`;
    const from = addresses();
    const statuses = await statusesOf(15, () => send(path, method, { headers: { authorization }, from: from() }));
    expect(statuses.slice(0, 10)).not.toContain(429);
    expect(statuses.slice(10)).toEqual([429, 429, 429, 429, 429]);
    const refused = await send(path, method, { headers: { authorization }, from: from() });
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(refused.headers.get("ratelimit")).toMatch(/^"key";r=0/);
  });

  it.each([
    ["wrong keys", { authorization: `Bearer ${"x".repeat(40)}` }],
    ["no key", {}],
  ])("counts %s against the client's network", async (__, headers) => {
    const from = addresses();
    const statuses = await statusesOf(15, () => send(path, method, { headers, from: from() }));
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(new Set(statuses.slice(5))).toEqual(new Set([429]));
    const good = { authorization: `Bearer ${await key()}` };
    expect((await send(path, method, { headers: good, from: from() })).status).not.toBe(429);
  });
});

describe("requests authenticated by a signature", () => {
  const signed = () => {
    const at = Math.floor(Date.now() / 1000);
    const mac = createHmac("sha256", "another secret").update(`${at}.`).digest("hex");
    return { "stripe-signature": `t=${at},v1=${mac}` };
  };

  it.each([
    { what: "a webhook", method: "POST", path: "/api/webhooks/signed", status: 401 },
    { what: "a webhook to nobody", method: "POST", path: "/api/webhooks/nobody", status: 404 },
    { what: "a download", method: "GET", path: "/api/files/x?policy=x&signature=x", status: 403 },
  ])("$what is counted when it is invalid", async ({ method, path, status }) => {
    const from = addresses();
    const statuses = await statusesOf(8, () => send(path, method, { headers: signed(), from: from() }));
    expect(statuses).toEqual([status, status, status, status, status, 429, 429, 429]);
  });
});

describe("a tRPC batch", () => {
  const batch = (calls: number, comma = ",") => {
    const inputs = Object.fromEntries(Array.from({ length: calls }, (_, at) => [at, {}]));
    const names = Object.keys(inputs).map(() => "channels.list");
    return `/api/trpc/${names.join(comma)}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`;
  };

  it.each([",", "%2C", "%2c"])("of ten counts as ten calls, with names separated by %s", async (comma) => {
    const headers = { authorization: `Bearer ${await key()}` };
    const from = addresses();
    expect((await send(batch(10, comma), "GET", { headers, from: from() })).status).toBe(200);
    expect((await send(batch(1), "GET", { headers, from: from() })).status).toBe(429);
  });

  it("larger than the remaining quota uses none of it", async () => {
    const headers = { authorization: `Bearer ${await key()}` };
    const from = addresses();
    expect((await send(batch(6), "GET", { headers, from: from() })).status).toBe(200);
    expect((await send(batch(5), "GET", { headers, from: from() })).status).toBe(429);
    expect((await send(batch(4), "GET", { headers, from: from() })).status).toBe(200);
  });
});

it("streams count against one limit, whichever transport opens them", async () => {
  const headers = { authorization: `Bearer ${await key()}`, accept: "text/event-stream" };
  const from = addresses()();
  const rest = await send("/api/v2/events/stream", "GET", { headers, from });
  const trpc = await send("/api/trpc/events.watch?input=%7B%7D", "GET", { headers, from });
  const beyond = await send("/api/v2/events/stream", "GET", { headers, from });
  expect([rest.status, trpc.status, beyond.status]).toEqual([200, 200, 429]);
  expect(await beyond.json()).toMatchObject({ code: "events.too_many_streams" });
  const alsoBeyond = await send("/api/trpc/events.watch?input=%7B%7D", "GET", { headers, from });
  expect(await alsoBeyond.text()).toContain("events.too_many_streams");
  await rest.body?.cancel();
  const again = async () => {
    const answer = await send("/api/v2/events/stream", "GET", { headers, from });
    await answer.body?.cancel();
    return answer.status;
  };
  await expect.poll(again, { interval: 300 }).toBe(200);
  await trpc.body?.cancel();
});

describe("a session cookie", () => {
  it.each([
    ["GET", "/api/trpc/users.list?input=%7B%7D"],
    ["POST", "/api/trpc/orders.place"],
    ["GET", "/api/v2/events/stream"],
    ["POST", "/api/uploads"],
  ])("is rejected on a cross-site request: %s %s", async (method, path) => {
    const user = { email: `${newId()}@example.com`, name: "Sam", role: "admin" };
    const { output } = await execute(hub, actor, createUser, user);
    const sid = await createSession(hub, { id: output.id, tenantId: actor.tenantId });
    const cookie = `__Host-x=1; crossdock.session=${await encode({ token: { sid }, secret: SECRET })}`;
    const from = addresses();
    for (const site of [{ origin: SHOP }, { origin: SHOP, "sec-fetch-site": "cross-site" }]) {
      const answer = await send(path, method, { headers: { cookie, ...site }, from: from() });
      expect(answer.status).toBe(403);
      await answer.body?.cancel();
    }
    const own = await send(path, method, { headers: { cookie, "sec-fetch-site": "same-origin" }, from: from() });
    expect(own.status).not.toBe(403);
    await own.body?.cancel();
  });
});
