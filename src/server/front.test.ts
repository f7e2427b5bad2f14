import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureAdmin, ensureApiKey } from "#auth/bootstrap.ts";
import { createSession, revokeSession } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "front_test_key_of_more_than_32_characters";
const SECRET = "a secret of 32 characters or more";
const SHOP = "https://shop.example.com";
const admin = { email: "admin@example.com", password: "correct horse battery" };

const hub = testHub();
let server: ServerProcess;

beforeAll(async () => {
  const { tenantId } = await createTestTenant(hub);
  await ensureApiKey(hub, tenantId, { key: KEY });
  await ensureAdmin(hub, tenantId, admin);
  server = await startServerProcess({
    DATABASE_URL: hub.url,
    AUTH_SECRET: SECRET,
    NEXT_DIST_DIR: ".next-none",
    CORS_ORIGINS: SHOP,
  });
});
afterAll(async () => {
  await server.kill();
});

const at = (path: string, init: RequestInit = {}) => fetch(`${server.origin}${path}`, init);
const withKey = { authorization: `Bearer ${KEY}` };
const tenant = "/api/trpc/tenants.current?input=%7B%7D";

describe("the HTTP server", () => {
  it("survives upgrade requests to unknown paths whose connections are reset", async () => {
    const { hostname, port } = new URL(server.origin);
    const reset = () =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write("GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", () =>
            socket.resetAndDestroy(),
          );
        });
        socket.on("error", () => {});
        socket.once("close", () => resolve());
      });
    for (let n = 0; n < 20; n += 1) await reset();
    expect((await at("/livez")).status).toBe(200);
  });

  it.each(["/livez", "/readyz", "/health"])("%s responds in JSON and is never cached", async (path) => {
    const answer = await at(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toHaveProperty("status");
  });

  it("serves Prometheus metrics to loopback, and to other callers only with a key", async () => {
    await at(tenant, { headers: withKey });
    const text = await (await at("/metrics")).text();
    expect(text).toContain('crossdock_operation_duration_seconds_count{operation="tenants.current",transport="trpc"');
    const proxied = { "x-forwarded-for": "203.0.113.9" };
    expect((await at("/metrics", { headers: proxied })).status).toBe(403);
    expect((await at("/metrics", { headers: { ...proxied, ...withKey } })).status).toBe(200);
  });

  it.each(["/api/trpc/tenants.current", "/api/v2/orders", "/api/nothing", "/a-page"])(
    "%s echoes the caller's request id or generates one",
    async (path) => {
      const given = await at(path, { headers: { "x-request-id": "their-id-1" } });
      expect(given.headers.get("x-request-id")).toBe("their-id-1");
      const unsafe = await at(path, { headers: { "x-request-id": "<script>" } });
      expect(unsafe.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it.each([
    { path: "/api/nothing", method: "GET", status: 404, code: "request.unknown_path" },
    { path: "/api/v2/nothing", method: "GET", status: 404, code: "request.unknown_path" },
    { path: "/api/v2/orders", method: "DELETE", status: 405, code: "request.method_not_allowed" },
    { path: "/api/trpc/orders.place", method: "DELETE", status: 405, code: "request.method_not_allowed" },
  ])(
    "$path rejects $method with a problem document that has one request id",
    async ({ path, method, status, code }) => {
      const answer = await at(path, { method });
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect(await answer.json()).toMatchObject({ status, code, requestId: answer.headers.get("x-request-id") });
      expect(answer.headers.has("allow")).toBe(status === 405);
    },
  );

  it("rejects a body above the size limit", async () => {
    const body = JSON.stringify({ notes: "x".repeat(1_100_000) });
    const headers = { ...withKey, "content-type": "application/json" };
    for (const path of ["/api/trpc/orders.place", "/api/v2/orders"])
      expect((await at(path, { method: "POST", headers, body })).status).toBe(413);
  });
});

describe("unusual but valid client requests", () => {
  it("serves an HTTP/1.0 probe without Host, and rejects HTTP/1.1 without Host", async () => {
    const { hostname, port } = new URL(server.origin);
    const status = (line: string) =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\n\r\n`));
        socket.on("error", reject).on("data", (bytes) => resolve(Number(bytes.toString("latin1").split(" ")[1])));
      });
    for (const path of ["/readyz", "/livez", "/health"]) expect(await status(`GET ${path} HTTP/1.0`)).toBe(200);
    expect(await status("GET /api/v2/orders HTTP/1.0")).toBe(401);
    expect(await status("GET /readyz HTTP/1.1")).toBe(400);
  });

  it.each(["/api/v2/orders", "/api/v1/orders", "/api/trpc/orders.place", "/api/v2/events/stream", "/api/uploads"])(
    "CORS lets an allowed origin send %s with every supported header, and no other origin",
    async (path) => {
      const asked = { "access-control-request-method": "POST" };
      const preflight = (origin: string) => at(path, { method: "OPTIONS", headers: { ...asked, origin } });
      const { status, headers } = await preflight(SHOP);
      expect([status, headers.get("access-control-allow-origin")]).toEqual([204, SHOP]);
      for (const name of [
        "Last-Event-ID",
        "Prefer",
        "Cache-Control",
        "If-None-Match",
        "Idempotency-Key",
        "traceparent",
      ])
        expect(headers.get("access-control-allow-headers")?.split(", ")).toContain(name);
      expect((await preflight("https://evil.example")).headers.has("access-control-allow-origin")).toBe(false);
    },
  );

  it.each(["/api/trpc/locations.create", "/api/v2/locations"])(
    "%s accepts a gzip body, up to the same limit",
    async (path) => {
      const send = (content: object) =>
        at(path, {
          method: "POST",
          headers: { ...withKey, "content-type": "application/json", "content-encoding": "gzip" },
          body: gzipSync(JSON.stringify(content)),
        });
      const answer = await send({ code: path.includes("trpc") ? "north" : "south", name: "Shop" });
      expect(answer.status).toBeLessThan(300);
      expect((await send({ code: "west", name: "x".repeat(20_000_000) })).status).toBe(413);
    },
  );
});

/** The response to raw bytes that no HTTP library would send, and how much of a body was read. */
function raw(requestLine: string): Promise<{ status: number; allow: string | undefined; closed: boolean }> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let said = "";
    socket.on("data", (bytes) => (said += bytes.toString("latin1")));
    socket.on("error", reject);
    socket.on("close", () =>
      resolve({
        status: Number(said.split(" ")[1]),
        allow: /^allow: (.*)$/im.exec(said)?.[1],
        closed: /^connection: close/im.test(said),
      }),
    );
    // The body is announced and never sent: only a response before reading it can arrive.
    socket.write(`${requestLine} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 2000000\r\n\r\n{`);
  });
}

describe("a path that is not canonical", () => {
  it.each([
    "POST /./api/trpc/orders.place",
    "POST /x/../api/v2/orders",
    "POST /%2e/api/v2/orders",
    "POST //api/v2/orders",
    "POST /x/..%2fapi/v2/orders",
    "POST /api/v2/%zz",
    "POST http://hub.example.com/api/v2/orders",
  ])("%s is rejected before its body is read", async (line) => {
    expect(await raw(line)).toEqual({ status: 400, allow: undefined, closed: true });
  });

  it.each([
    ["/%61pi/v2/orders", 404],
    ["/ap%69/trpc/tenants.current", 404],
    ["/api%2fv2/orders", 404],
    ["/api", 404],
  ])("%s is handled by the transports, not by the pages", async (path, status) => {
    const answer = await at(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(/json/);
  });

  it("TRACE is not supported, and OPTIONS * applies to the whole server", async () => {
    expect(await raw("TRACE /api/v2/orders")).toMatchObject({ status: 405, allow: expect.stringContaining("GET") });
    expect(await raw("OPTIONS *")).toMatchObject({ status: 204, allow: expect.stringContaining("GET") });
  });
});

describe("headers and details", () => {
  it.each(["/queues/x.svg", "/a-page", "/livez", "/api/nothing", "/docs", "/problems/nothing"])(
    "%s has nosniff",
    async (path) => expect((await at(path)).headers.get("x-content-type-options")).toBe("nosniff"),
  );

  it("readiness details are visible to administrators only, others see whether it is ready", async () => {
    const proxied = { "x-forwarded-for": "203.0.113.9" };
    const told = async (headers: Record<string, string>) =>
      Object.keys(await (await at("/health", { headers })).json());
    expect(await told(proxied)).toEqual(["status", "checks"]);
    expect(await told({ ...proxied, ...withKey })).toContain("memoryMb");
  });

  it("a body that is too large gets 413 even when the sender keeps sending", async () => {
    const { hostname, port } = new URL(server.origin);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let said = "";
      const head = `POST /api/v2/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\n`;
      socket.write(`${head}Content-Type: application/json\r\nContent-Length: 50000000\r\n\r\n`);
      const send = setInterval(() => void socket.write(Buffer.alloc(262_144, 32)), 5);
      socket.on("data", (bytes) => (said += bytes.toString("latin1")));
      socket.on("end", () => resolve(said));
      socket.on("error", (error) => reject(said === "" ? error : new Error(said)));
      socket.on("close", () => clearInterval(send));
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain("request.too_large");
  });
});

describe("authentication over HTTP", () => {
  it("tRPC accepts an API key and rejects an invalid one", async () => {
    expect((await at(tenant, { headers: withKey })).status).toBe(200);
    const wrong = await at(tenant, { headers: { authorization: `Bearer ${KEY}x` } });
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toMatchObject({ error: { data: { code: "auth.invalid_key" } } });
    expect((await at(tenant)).status).toBe(401);
  });

  it("accepts a session, and rejects it as soon as it is revoked", async () => {
    const { sid, cookie } = await session();
    expect((await at(tenant, { headers: { cookie } })).status).toBe(200);
    await revokeSession(hub, sid);
    const out = await at(tenant, { headers: { cookie } });
    expect(out.status).toBe(401);
    expect(await out.json()).toMatchObject({ error: { data: { code: "auth.session_ended" } } });
  });

  it("rejects cross-site writes with a session cookie", async () => {
    const { cookie } = await session();
    const post = (headers: Record<string, string>) =>
      at("/api/trpc/locations.create", {
        method: "POST",
        headers: { cookie, "content-type": "application/json", ...headers },
        body: JSON.stringify({ code: `l${Math.random().toString(36).slice(2)}`, name: "Shop" }),
      });
    expect((await post({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await post({ origin: server.origin })).status).toBe(200);
  });

  it.each(["", "nonsense", "a.b.c"])("rejects the cookie %j", async (value) => {
    expect((await at(tenant, { headers: { cookie: `crossdock.session=${value}` } })).status).toBe(401);
  });
});

async function session(): Promise<{ sid: string; cookie: string }> {
  const sid = await createSession(hub, await signIn(hub, admin));
  const token = await encode({ token: { sid }, secret: SECRET });
  return { sid, cookie: `theme=dark; crossdock.session=${token}` };
}
