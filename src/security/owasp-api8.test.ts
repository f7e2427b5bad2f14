import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureAdmin, ensureApiKey } from "#auth/bootstrap.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

/** API8:2023 Security Misconfiguration, on the server as it is started. Headers of the screens are in e2e/. */
const KEY = "misconfiguration_test_key_of_more_than_32";
const hub = testHub();
let server: ServerProcess;

beforeAll(async () => {
  const { tenantId } = await createTestTenant(hub);
  await ensureApiKey(hub, tenantId, { key: KEY });
  await ensureAdmin(hub, tenantId, { email: "admin@example.com", password: "correct horse battery" });
  server = await startServerProcess({
    DATABASE_URL: hub.url,
    AUTH_SECRET: "a secret of 32 characters or more",
    NEXT_DIST_DIR: ".next-none",
    CORS_ORIGINS: "https://shop.example.com",
    PUBLIC_URL: "https://hub.example.com",
  });
});
afterAll(() => server.kill());

const at = (path: string, init: RequestInit = {}) => fetch(`${server.origin}${path}`, { redirect: "manual", ...init });
const authorization = `Bearer ${KEY}`;

describe("an error", () => {
  it.each([
    ["POST", "/api/v2/orders", "{"],
    ["POST", "/api/v2/orders", '{"channel":{"$ne":1}}'],
    ["GET", "/api/v2/orders?cursor=%27", undefined],
    ["GET", "/api/v2/orders/%FF", undefined],
    ["POST", "/api/trpc/orders.place", "[]"],
    ["POST", "/api/graphql", '{"query":"{"}'],
    ["POST", "/api/soap", "<x>"],
  ])("of %s %s shows nothing of the code, the database or the machine", async (method, path, body) => {
    const answer = await at(path, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    expect(text).toMatch(/"code"|faultcode/);
    expect(text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d|select .* from|PostgresError|\/work\/|\/root\//i);
    expect(answer.headers.get("x-powered-by")).toBeNull();
    expect(answer.headers.get("server")).toBeNull();
  });
});

describe("an answer", () => {
  it.each(["/api/v2/orders", "/api/v2/openapi.json", "/livez", "/api/v2/nothing", "/docs"])(
    "of %s says that its type is not to be guessed",
    async (path) => {
      expect((await at(path, { headers: { authorization } })).headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  it("with a merchant's data is kept by no cache in between", async () => {
    const { headers } = await at("/api/v2/orders", { headers: { authorization } });
    expect(headers.get("cache-control")).toMatch(/no-store|private/);
  });

  it("gives its data to no origin that was not named", async () => {
    for (const origin of [
      "https://evil.example",
      "null",
      "https://shop.example.com.evil.example",
      "http://shop.example.com",
      "https://SHOP.example.com:444",
    ]) {
      const { headers } = await at("/api/v2/orders", { headers: { authorization, origin } });
      expect({ origin, allowed: headers.get("access-control-allow-origin") }).toEqual({ origin, allowed: null });
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    }
  });
});

it("no header of the caller decides what an address of ours begins with", async () => {
  const evil = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    forwarded: "host=evil.example",
    "x-original-url": "/api/v2/users",
    "x-rewrite-url": "/api/v2/users",
  };
  const placed = await at("/api/v2/customers", {
    method: "POST",
    headers: { authorization, "content-type": "application/json", ...evil },
    body: JSON.stringify({ email: "a@example.com" }),
  });
  const said = `${placed.headers.get("location")} ${await placed.text()}`;
  expect(placed.status).toBe(201);
  expect(said).not.toContain("evil.example");
  for (const path of ["/.well-known/oauth-authorization-server", "/api/v2/openapi.json", "/api/v2/orders/x"])
    expect(await (await at(path, { headers: evil })).text()).not.toContain("evil.example");
});

/** The answer to bytes as they are. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(3000, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.on("error", () => {});
    socket.once("close", () => resolve(answer));
  });
}

describe("a request that proxies and servers read in two ways is refused", () => {
  const head = `Host: x\r\nAuthorization: ${authorization}\r\n`;
  it.each<[string, string]>([
    ["two lengths", `POST /api/v2/customers HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 40\r\n\r\n{}`],
    [
      "a length and chunks",
      `POST /api/v2/customers HTTP/1.1\r\n${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ["a space before the colon", `GET /api/v2/orders HTTP/1.1\r\nHost : x\r\n${head}\r\n`],
    ["a folded header", `GET /api/v2/orders HTTP/1.1\r\n${head}X-A: b\r\n c\r\n\r\n`],
    ["a bare line feed in a header", `GET /api/v2/orders HTTP/1.1\r\n${head}X-A: b\nX-B: c\r\n\r\n`],
    ["no host", `GET /api/v2/orders HTTP/1.1\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`],
  ])("%s", async (_, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it("and no value of a caller's becomes a header of the answer", async () => {
    const answer = await raw(
      `GET /api/v2/orders?limit=1%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n${head}X-Request-Id: a%0d%0aSet-Cookie: c=d\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/^set-cookie:/im);
  });

  it.each(["TRACE", "CONNECT", "TRACK", "PROPFIND"])("%s is no method of ours", async (method) => {
    expect(await raw(`${method} /api/v2/orders HTTP/1.1\r\n${head}Connection: close\r\n\r\n`)).toMatch(
      /^(HTTP\/1\.1 4\d\d |$)/,
    );
  });
});
