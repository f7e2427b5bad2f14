import { parseItem } from "structured-headers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type RestServer, startRest } from "#testing/fixtures/rest.ts";

const SUNSET = new Date("2027-11-22T00:00:00Z");
const hub = testHub();
let server: RestServer;
let actor: Actor;
let token: string;
let now: Date;
const uses: string[] = [];

beforeAll(async () => {
  const noteDeprecatedUse = (version: string, { id }: Actor) => void uses.push(`${version} ${id}`);
  const clocked = Object.assign(hub, { clock: () => now, noteDeprecatedUse });
  now = new Date();
  server = await startRest(clocked, { publicUrl: "https://hub.example.com", v1Sunset: SUNSET });
  actor = await createTestTenant(hub);
  token = server.grant(actor);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  for (let n = 0; n < 5; n += 1) await post("/api/v2/orders", { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
});
afterAll(async () => {
  await server.close();
});

async function get(path: string, headers: Record<string, string> = {}, init: RequestInit = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    json: (text === "" ? {} : JSON.parse(text)) as Record<string, any>, // oxlint-disable-line typescript/no-explicit-any -- bodies of any version
  };
}

const post = (path: string, body: unknown) =>
  get(path, { "content-type": "application/json" }, { method: "POST", body: JSON.stringify(body) });

describe("the version of a request without one in its path", () => {
  it.each<[string, string, Record<string, string>]>([
    ["nothing", "/api/orders", {}],
    ["API-Version", "/api/orders", { "api-version": "2" }],
    ["Accept", "/api/orders", { accept: "application/vnd.crossdock.v2+json" }],
    ["?version", "/api/orders?version=2", {}],
    ["all of them", "/api/orders?version=2", { "api-version": "2", accept: "application/vnd.crossdock.v2+json" }],
  ])("is the newest by %s", async (_by, path, headers) => {
    const answer = await get(path, headers);
    expect([answer.status, "nextCursor" in answer.json]).toEqual([200, true]);
    expect(answer.headers.get("vary")).toContain("API-Version");
    expect(answer.headers.get("deprecation")).toBeNull();
  });

  it.each<[string, string, Record<string, string>]>([
    ["API-Version", "/api/orders?limit=2", { "api-version": "1" }],
    ["Accept", "/api/orders?limit=2", { accept: "application/vnd.crossdock.v1+json" }],
    ["?version", "/api/orders?limit=2&version=1", {}],
  ])("is v1 by %s", async (_by, path, headers) => {
    const answer = await get(path, headers);
    expect([answer.status, answer.json["pagination"].limit]).toEqual([200, 2]);
    expect(answer.headers.get("deprecation")).not.toBeNull();
  });

  it("determines the media type of the response", async () => {
    const type = "application/vnd.crossdock.v1+json";
    expect((await get("/api/orders", { accept: type })).headers.get("content-type")).toBe(type);
  });

  const v1Type = { accept: "application/vnd.crossdock.v1+json" };
  const v2Type = { accept: "application/vnd.crossdock.v2+json" };
  const v9Type = { accept: "application/vnd.crossdock.v9+json" };
  const contradictory = [400, "version.contradictory"];
  const unknown = [400, "version.unknown"];
  const unacceptable = [406, "request.not_acceptable"];

  it.each<[string, { path: string; headers?: Record<string, string>; told: unknown[] }]>([
    [
      "a header against the query",
      { path: "/api/orders?version=2", headers: { "api-version": "1" }, told: contradictory },
    ],
    [
      "a type against a header",
      { path: "/api/orders", headers: { "api-version": "1", ...v2Type }, told: contradictory },
    ],
    ["the query against itself", { path: "/api/orders?version=2&version=1", told: contradictory }],
    ["a header against the path", { path: "/api/v2/orders", headers: { "api-version": "1" }, told: contradictory }],
    ["an unknown header", { path: "/api/orders", headers: { "api-version": "3" }, told: unknown }],
    ["an unknown query", { path: "/api/orders?version=latest", told: unknown }],
    ["an unknown path", { path: "/api/v3/orders", told: unknown }],
    ["an unknown type", { path: "/api/orders", headers: v9Type, told: unacceptable }],
    ["the type of another version", { path: "/api/v2/orders", headers: v1Type, told: unacceptable }],
  ])("rejects %s and lists the supported versions", async (_what, { path, headers, told }) => {
    const answer = await get(path, headers);
    expect([answer.status, answer.json["code"]]).toEqual(told);
    expect(answer.json["detail"]).toMatch(/1 and 2|2 and 1|vnd\.crossdock/);
    expect(answer.json["type"]).toBe(`https://hub.example.com/problems/${String(told[1])}`);
  });
});

describe("v1", () => {
  it("has page numbers and counts", async () => {
    const { json, headers } = await get("/api/v1/orders?page=2&limit=2");
    expect(json["data"]).toHaveLength(2);
    expect(json["pagination"]).toEqual({ page: 2, limit: 2, total: 5, totalPages: 3, hasNext: true, hasPrev: true });
    expect(headers.get("link")).toContain('</api/v1/orders?page=3&limit=2>; rel="next"');
    const last = await get("/api/v1/orders?page=3&limit=2");
    expect(last.json["pagination"]).toMatchObject({ hasNext: false, hasPrev: true });
    expect(last.headers.get("link")).not.toContain('rel="next"');
  });

  it("pages through every order once, with any filter and search", async () => {
    for (const filter of ["", "&status=pending,processing", "&q=A", "&sort=placedAt"]) {
      const pages = await Promise.all([1, 2, 3].map((page) => get(`/api/v1/orders?page=${page}&limit=2${filter}`)));
      const ids = pages.flatMap(({ json }) => json["data"].map((order: { id: string }) => order.id));
      expect([filter, new Set(ids).size, pages[0]?.json["pagination"].total]).toEqual([filter, 5, 5]);
    }
  });

  it.each(["users", "products"])("lists %s the same way", async (what) => {
    const { status, json } = await get(`/api/v1/${what}`);
    expect([status, json["pagination"].page, json["pagination"].limit]).toEqual([200, 1, 20]);
  });

  it("stops at the 10,000th entry with an error", async () => {
    expect((await get("/api/v1/orders?page=100&limit=100")).status).toBe(200);
    const beyond = await get("/api/v1/orders?page=101&limit=100");
    expect([beyond.status, beyond.json["error"].message]).toEqual([400, expect.stringContaining("10000")]);
  });

  it("reports errors in its own format, also those before any operation", async () => {
    const id = "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11";
    for (const [path, status, code] of [
      [`/api/v1/orders/${id}`, 404, "resource.not_found"],
      ["/api/v1/nothing", 404, "request.unknown_path"],
      ["/api/v1/orders?cursor=x", 400, "request.unknown_parameter"],
    ] as const) {
      const answer = await get(path);
      expect(answer.json).toEqual({ error: { code, message: expect.any(String) } });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/json; charset=utf-8"]);
    }
  });

  it("updates without If-Match, and rejects a stale one", async () => {
    const made = await post("/api/v1/users", { email: "old@example.com", name: "Old", role: "agent" });
    expect(made.status).toBe(201);
    const path = made.headers.get("location") ?? "";
    expect(path).toMatch(/^\/api\/v1\/users\//);
    const patch = (headers: Record<string, string>) =>
      get(path, { "content-type": "application/json", ...headers }, { method: "PATCH", body: '{"name":"New"}' });
    expect((await patch({})).json["name"]).toBe("New");
    expect((await patch({ "if-match": '"1"' })).status).toBe(412);
  });

  it("announces its deprecation, sunset and successor (RFC 9745, RFC 8594, RFC 8288)", async () => {
    for (const path of ["/api/v1/orders", "/api/v1/nothing"]) {
      const { headers } = await get(path);
      const [deprecated] = parseItem(headers.get("deprecation") ?? "");
      expect(deprecated).toBeInstanceOf(Date);
      expect(Date.parse(headers.get("sunset") ?? "")).toBe(SUNSET.getTime());
      expect(SUNSET.getTime()).toBeGreaterThanOrEqual(Number(deprecated));
      for (const relation of ["deprecation", "sunset", "successor-version"])
        expect(headers.get("link")).toContain(`rel="${relation}"`);
    }
    const about = /<([^>]+)>; rel="deprecation"/.exec((await get("/api/v1/orders")).headers.get("link") ?? "");
    expect(about?.[1]).toBe("https://hub.example.com/problems/version.gone");
  });

  it("counts its remaining users", async () => {
    uses.length = 0;
    await get("/api/v1/orders");
    await get("/api/orders", { "api-version": "1" });
    await get("/api/v2/orders");
    expect(uses).toEqual([`1 ${actor.id}`, `1 ${actor.id}`]);
  });

  it("responds with 410 to everyone after its sunset", async () => {
    now = SUNSET;
    const answer = await get("/api/v1/orders", { authorization: "" });
    now = new Date();
    expect([answer.status, answer.json]).toEqual([
      410,
      { error: { code: "version.gone", message: expect.any(String) } },
    ]);
    expect(answer.headers.get("link")).toContain('</api/v2>; rel="successor-version"');
  });
});
