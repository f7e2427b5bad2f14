import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { graphqlClient, type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";

const hub = testHub();
let actor: Actor;
let server: GraphqlServer;
let token: string;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  server = await startGraphql(hub, { introspection: true });
  token = server.grant(actor);
});
afterAll(async () => {
  await server.close();
});

/**
 * What a server may also do, and ours does not: forms and GET (5A70, D6D5, 6A70) are what pages of other sites can send
 * with a visitor's cookies.
 */
const LEFT_OUT = new Set(["5A70", "D6D5", "6A70"]);

const audits = serverAudits({
  url: () => server.url,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  },
});

describe("GraphQL over HTTP", () => {
  it.each(audits)("$id: $name", async ({ id, fn }) => {
    const { status, ...told } = await fn();
    const reason = "reason" in told ? told.reason : "";
    expect({ id, status, reason }).toMatchObject({ status: LEFT_OUT.has(id) ? "notice" : "ok" });
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
  ])("takes no %s, which pages of other sites can send", async (type) => {
    const body = JSON.stringify({ query: "{ me { id } }" });
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    const answer = await fetch(server.url, { method: "POST", headers, body });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "request.unsupported_media_type" } }] });
  });

  it("takes no GET", async () => {
    const answer = await fetch(`${server.url}?query={me{id}}`, { headers: { authorization: `Bearer ${token}` } });
    expect({ status: answer.status, allow: answer.headers.get("allow") }).toEqual({
      status: 405,
      allow: "POST, OPTIONS",
    });
  });

  it("takes a session from our own pages only", async () => {
    const ask = async (headers: Record<string, string>) => {
      const sent = { cookie: token, "content-type": "application/json", ...headers };
      const answer = await fetch(server.url, { method: "POST", headers: sent, body: `{"query":"{me{id}}"}` });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await ask({ origin: "https://hub.example.com" })).toMatchObject({ status: 200 });
    const refused = { status: 403, body: { errors: [{ extensions: { code: "auth.cross_site", kind: "forbidden" } }] } };
    expect(await ask({ origin: "https://evil.example.com" })).toMatchObject(refused);
  });

  it("rejects unauthenticated requests without reading the body", async () => {
    const answer = await fetch(server.url, {
      method: "POST",
      headers: { authorization: "Bearer wrong", "content-type": "application/json" },
      body: "no JSON",
    });
    expect({ status: answer.status, challenge: answer.headers.get("www-authenticate") }).toEqual({
      status: 401,
      challenge: `Bearer realm="crossdock"`,
    });
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "auth.required" } }] });
  });

  it("takes no batch, and refuses a number that would be rounded by its place", async () => {
    const ask = async (body: string) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await fetch(server.url, { method: "POST", headers, body });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await ask(`[{"query":"{me{id}}"}]`)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "request.invalid" } }] },
    });
    expect(await ask(`{"query":"{me{id}}","variables":{"n":9007199254740993}}`)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: "request.unreadable_body", errors: [{ pointer: "/variables/n" }] } }] },
    });
  });

  it("costs the same by a variable's default value as by a literal", async () => {
    const ask = graphqlClient(server, token);
    const literal = await ask("{ orders(first: 100) { nodes { lines { sku } } } }");
    const byDefault = await ask("query ($n: Int = 100) { orders(first: $n) { nodes { lines { sku } } } }");
    expect(byDefault.extensions.cost.requested).toBe(literal.extensions.cost.requested);
    const given = await ask("query ($n: Int = 100) { orders(first: $n) { nodes { lines { sku } } } }", { n: 1 });
    expect(given.extensions.cost.requested).toBeLessThan(10);
  });

  it("tells the cost on every answer, and what the caller has left is in the headers of every transport", async () => {
    const { extensions } = await graphqlClient(server, token)("{ orders(first: 7) { nodes { id } } }");
    expect(extensions).toEqual({ cost: { requested: 8, limit: 10_000, calls: 1 } });
  });
});
