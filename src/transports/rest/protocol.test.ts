import { request as nodeRequest } from "node:http";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";

const SHOP = "https://shop.example.com";
const hub = testHub();
let server: RestServer;
let actor: Actor;
let token: string;
let api: ReturnType<typeof restClient>;
let orderPath: string;

const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };

beforeAll(async () => {
  server = await startRest(hub, { corsOrigins: [SHOP] });
  actor = await createTestTenant(hub);
  token = server.grant(actor);
  api = restClient(server, token);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
  orderPath = `/orders/${String((await api("POST", "/orders", { body: order })).json.id)}`;
});
afterAll(async () => {
  await server.close();
});

/** Node's own client: it neither adds headers nor decodes. */
function plain(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const sent = nodeRequest(`${server.url}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    sent.on("error", reject).on("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.end();
  });
}

describe("methods", () => {
  it("HEAD is answered like GET, with the length and without a body", async () => {
    const [head, get] = [await plain(orderPath, {}, "HEAD"), await plain(orderPath)];
    expect(head.body).toHaveLength(0);
    for (const name of ["content-length", "content-type", "etag", "cache-control", "vary"])
      expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
  });

  it("OPTIONS lists the methods of a path, without a key", async () => {
    const answer = await api("OPTIONS", "/orders", { headers: { authorization: "" } });
    expect([answer.status, answer.headers.get("allow")]).toEqual([204, "POST, GET, HEAD, OPTIONS"]);
  });

  it("responds with 405 and Allow", async () => {
    const answer = await api("DELETE", "/orders");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, GET, HEAD, OPTIONS"]);
  });

  it.each(["/nothing", "/orders/", "/orders//timeline", "", "/orders/a/b/c/d"])(
    "responds with 404 at %j",
    async (path) => {
      expect(await api("GET", path)).toMatchObject({ status: 404, json: { code: "request.unknown_path" } });
    },
  );
});

describe("authentication", () => {
  it.each([
    ["", 'Bearer realm="crossdock"'],
    ["Basic YTpi", 'Bearer realm="crossdock"'],
    ["Bearer wrong", 'Bearer realm="crossdock"'],
  ])("responds with 401 to the authorization %j", async (authorization, challenge) => {
    const answer = await api("GET", "/orders", { headers: { authorization } });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, challenge]);
  });

  it("responds with 403 and names the missing scope", async () => {
    const reader = restClient(server, server.grant({ ...actor, scopes: new Set(["orders:read"] as const) }));
    const answer = await reader("POST", "/orders", { body: order });
    expect([answer.status, answer.json.code]).toEqual([403, "auth.forbidden"]);
    expect(answer.headers.get("www-authenticate")).toContain('error="insufficient_scope", scope="orders:write"');
  });

  it("echoes a safe request id and replaces an unsafe one", async () => {
    const kept = await api("GET", "/nothing", { headers: { "x-request-id": "abc-1" } });
    expect([kept.headers.get("x-request-id"), kept.json.requestId]).toEqual(["abc-1", "abc-1"]);
    const replaced = await api("GET", "/nothing", { headers: { "x-request-id": "<script>" } });
    expect(replaced.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });
});

describe("negotiation", () => {
  it.each(["text/html", "application/json;q=0", "application/xml, text/*"])(
    "responds with 406 to Accept: %s",
    async (accept) => {
      expect((await api("GET", "/orders", { headers: { accept } })).status).toBe(406);
    },
  );

  it("uses the vendor's media type when everything but application/json is accepted", async () => {
    const answer = await api("GET", "/orders", { headers: { accept: "application/json;q=0, */*" } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/vnd.crossdock.v2+json"]);
  });

  it.each(["*/*", "application/*", "text/html, application/json;q=0.1", "application/vnd.crossdock.v2+json"])(
    "accepts Accept: %s",
    async (accept) => {
      expect((await api("GET", "/orders", { headers: { accept } })).status).toBe(200);
    },
  );

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/jsonp"])(
    "responds with 415 to Content-Type: %s",
    async (type) => {
      expect((await api("POST", "/orders", { body: order, headers: { "content-type": type } })).status).toBe(415);
    },
  );

  it("accepts a gzip body, and no other coding", async () => {
    const send = (body: unknown, coding: string) =>
      api("POST", "/orders", { body, headers: { "content-encoding": coding } });
    expect((await send(gzipSync(JSON.stringify(order)), "gzip")).status).toBe(201);
    expect((await send(order, "identity")).status).toBe(201);
    const broken = await send(gzipSync(JSON.stringify(order)).subarray(0, 40), "gzip");
    expect([broken.status, broken.json["code"]]).toEqual([400, "request.unreadable_body"]);
    for (const coding of ["br", "deflate", "gzip, gzip"]) {
      const refused = await send(order, coding);
      expect([refused.status, refused.headers.get("accept-encoding")]).toEqual([415, "gzip, identity"]);
    }
  });

  it("accepts a merge patch, and advertises it in OPTIONS and 415", async () => {
    const types = "application/merge-patch+json, application/json, application/vnd.crossdock.v2+json";
    const patch = (type: string) =>
      api("PATCH", orderPath, { body: { tags: [type] }, headers: { "content-type": type, "if-match": "*" } });
    expect((await patch("application/merge-patch+json")).json["tags"]).toEqual(["application/merge-patch+json"]);
    const refused = await patch("application/json-patch+json");
    expect([refused.status, refused.headers.get("accept-patch")]).toEqual([415, types]);
    expect((await api("OPTIONS", orderPath)).headers.get("accept-patch")).toBe(types);
    expect((await api("OPTIONS", "/orders")).headers.get("accept-patch")).toBeNull();
  });

  it("compresses lists above 1 KB in the preferred coding, and not without Accept-Encoding", async () => {
    for (let made = 0; made < 3; made += 1) await api("POST", "/orders", { body: order });
    const whole = await plain("/orders?limit=3");
    expect(whole.headers["content-encoding"]).toBeUndefined();
    const br = await plain("/orders?limit=3", { "accept-encoding": "gzip, br" });
    const gzip = await plain("/orders?limit=3", { "accept-encoding": "gzip, br;q=0.1" });
    expect([br.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual(["br", "gzip"]);
    expect(brotliDecompressSync(br.body)).toEqual(whole.body);
    expect(gunzipSync(gzip.body)).toEqual(whole.body);
    expect(br.body.length).toBeLessThan(whole.body.length / 2);
    expect(whole.headers["vary"]).toContain("Accept-Encoding");
  });

  it("gives a compressed representation an ETag of its own, with the same version", async () => {
    const lines = Array.from({ length: 100 }, () => ({ sku: "A", quantity: 1 }));
    const { json } = await api("POST", "/orders", { body: { ...order, lines } });
    const path = `/orders/${String(json.id)}`;
    expect((await plain(path)).headers["etag"]).toBe('"1"');
    expect((await plain(path, { "accept-encoding": "br" })).headers["etag"]).toBe('"1-br"');
    expect((await plain(path, { "if-none-match": '"1-br"' })).status).toBe(304);
  });
});

describe("limits", () => {
  it("responds with 413 to a body above 1 MB, by its declared or its actual length", async () => {
    const big = { ...order, notes: "x".repeat(1_048_576) };
    expect((await api("POST", "/orders", { body: big })).json).toMatchObject({ code: "request.too_large" });
    const chunk = new TextEncoder().encode("x".repeat(65_536));
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent > 64) return controller.close();
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const answer = await fetch(`${server.url}/api/v2/orders`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(413);
  });

  it("responds with 413 to a small body that decompresses beyond the limit", async () => {
    const body = gzipSync(JSON.stringify({ ...order, notes: "x".repeat(50_000_000) }));
    expect(body.length).toBeLessThan(100_000);
    const answer = await api("POST", "/orders", { body, headers: { "content-encoding": "gzip" } });
    expect(answer).toMatchObject({ status: 413, json: { code: "request.too_large" } });
  });

  it("responds with 414 to a URL above 8 KB", async () => {
    expect((await api("GET", `/orders?q=${"x".repeat(8192)}`)).status).toBe(414);
  });
});

describe("CORS", () => {
  it("allows reads from an allowed origin, and from no other", async () => {
    const allowed = await plain("/orders?limit=1", { origin: SHOP });
    expect(allowed.headers["access-control-allow-origin"]).toBe(SHOP);
    expect(allowed.headers["access-control-expose-headers"]).toContain("ETag");
    const other = await plain("/orders?limit=1", { origin: "https://evil.example" });
    expect(other.headers["access-control-allow-origin"]).toBeUndefined();
    expect(other.headers["vary"]).toContain("Origin");
  });

  it("answers a preflight of an allowed origin", async () => {
    const asked = { origin: SHOP, "access-control-request-method": "POST", authorization: "" };
    const answer = await plain("/orders", asked, "OPTIONS");
    expect(answer.status).toBe(204);
    const allowed = String(answer.headers["access-control-allow-headers"]).toLowerCase().split(", ");
    const sent = ["authorization", "content-type", "content-encoding", "accept", "api-version", "cache-control"];
    const conditional = ["if-match", "if-none-match", "if-range", "range", "idempotency-key", "prefer"];
    const traced = ["last-event-id", "traceparent", "tracestate", "x-request-id"];
    expect(allowed).toEqual(expect.arrayContaining([...sent, ...conditional, ...traced]));
  });

  it("exposes the headers for paging, versions, limits, files and errors", async () => {
    const answer = await plain("/orders?limit=1", { origin: SHOP });
    const exposed = String(answer.headers["access-control-expose-headers"]).toLowerCase().split(", ");
    const paged = ["link", "location", "etag", "retry-after", "ratelimit", "ratelimit-policy", "deprecation", "sunset"];
    const told = ["www-authenticate", "preference-applied", "idempotent-replayed", "x-request-id", "x-cache"];
    const files = ["content-disposition", "content-range", "accept-ranges", "allow", "accept-patch"];
    expect(exposed).toEqual(expect.arrayContaining([...paged, ...told, ...files]));
  });
});

describe("conditional reads", () => {
  it.each<[Record<string, string>, number]>([
    [{ "if-none-match": '"1"' }, 304],
    [{ "if-none-match": 'W/"1"' }, 304],
    [{ "if-none-match": '"9", "1"' }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"9"' }, 200],
    [{ "if-match": '"1"' }, 200],
    [{ "if-match": "*" }, 200],
    [{ "if-match": 'W/"1"' }, 412],
    [{ "if-match": '"9"' }, 412],
    [{ "if-match": '"9"', "if-none-match": '"1"' }, 412],
    [{ "if-match": '"1"', "if-none-match": '"1"' }, 304],
    [{ "if-match": "1" }, 400],
  ])("with %j respond with %i", async (headers, status) => {
    const { json } = await api("POST", "/orders", { body: order });
    const answer = await plain(`/orders/${String(json.id)}`, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers["etag"]).toBe(status >= 400 ? undefined : '"1"');
    expect(answer.headers["vary"]).toContain("Accept");
  });
});

describe("conditional writes", () => {
  it("respond with 428 without If-Match, with 412 when stale, and update a current version", async () => {
    const body = { title: "Mug", variants: [{ sku: "MUG", prices: { GBP: 500 } }] };
    const { headers } = await api("POST", "/products", { body });
    const path = headers.get("location")?.replace("/api/v2", "") ?? "";
    const patch = (tag?: string) =>
      api("PATCH", path, { body: { title: "Cup" }, headers: tag === undefined ? {} : { "if-match": tag } });
    expect(await patch()).toMatchObject({ status: 428, json: { code: "request.if_match_required" } });
    for (const tag of ['"2"', 'W/"1"', '"abc"']) expect((await patch(tag)).status).toBe(412);
    expect((await patch('"1", "2"')).status).toBe(400);
    for (const tag of ["1", "W/1", '"1', "1, 2"])
      expect(await patch(tag)).toMatchObject({
        status: 400,
        json: { code: "request.wrong_header", detail: expect.stringContaining('If-Match: "4"') },
      });
    const changed = await patch(headers.get("etag") ?? "");
    expect([changed.status, changed.json.title]).toEqual([200, "Cup"]);
    expect(changed.headers.get("etag")).toMatch(/^"2\./);
    expect((await patch("*")).status).toBe(200);
  });
});

describe("the document", () => {
  it("is public and supports 304", async () => {
    const answer = await plain("/openapi.json", { authorization: "" });
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
    const tag = String(answer.headers["etag"]);
    expect((await plain("/openapi.json", { "if-none-match": tag })).status).toBe(304);
    expect((await plain("/openapi.json", {}, "POST")).status).toBe(405);
  });
});
