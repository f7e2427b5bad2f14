import { afterEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { EngineOptions } from "#transports/graphql/engine.ts";

const hub = testHub();
let server: GraphqlServer | undefined;
afterEach(async () => {
  await server?.close();
});

const userOf = (actor: Actor, role: "admin" | "viewer"): Actor => ({ ...actor, type: "user", role });

interface Asked {
  readonly as?: Actor;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: EngineOptions;
}

/** The page as a browser with this actor's session gets it. */
async function open({ as, headers = {}, options }: Asked) {
  server = await startGraphql(hub, options);
  const cookie = as === undefined ? {} : { cookie: server.grant(as) };
  const answer = await fetch(`${server.origin}/docs/graphql`, { headers: { ...cookie, ...headers } });
  return { status: answer.status, headers: answer.headers, text: await answer.text(), origin: server.origin };
}

describe("GraphiQL", () => {
  it("is shown to an administrator who is signed in, uncached by others, under a policy for our own files", async () => {
    const { status, headers, text } = await open({ as: userOf(await createTestTenant(hub), "admin") });
    expect({ status, cache: headers.get("cache-control") }).toEqual({ status: 200, cache: "private, no-cache" });
    const [, nonce = ""] = /id="graphiql" nonce="([^"]+)" data-session>/.exec(text) ?? [];
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(nonce.length).toBeGreaterThan(20);
  });

  it("loads its own files alone, with immutable caching and no fonts in style sheets", async () => {
    const { text, origin } = await open({ options: { introspection: true } });
    const files = [...text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path);
    expect(files.every((path) => path.startsWith("/docs/assets/"))).toBe(true);
    expect(files).toHaveLength(8);
    for (const path of files) {
      const file = await fetch(`${origin}${path}`);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect([path, /url\(["']?data:font/.test(await file.text())]).toEqual([path, false]);
    }
  });

  it("answers a viewer with 403 and names who may read the schema", async () => {
    const { status, text } = await open({ as: userOf(await createTestTenant(hub), "viewer") });
    expect(status).toBe(403);
    expect(text).toContain("it is shown to administrators");
    expect(text).not.toContain("graphiql.js");
  });

  it.each([
    ["no session", {}],
    ["a session that has ended", { cookie: "gone" }],
  ])("asks a visitor with %s to sign in", async (_, headers) => {
    const { status, text } = await open({ headers });
    expect(status).toBe(401);
    expect(text).toContain('href="/sign-in?callbackUrl=/docs/graphql"');
    expect(text).not.toContain("graphiql.js");
  });

  it("opens at a second click for an administrator who comes by a link of another site", async () => {
    const admin = userOf(await createTestTenant(hub), "admin");
    const { status, text } = await open({ as: admin, headers: { "sec-fetch-site": "cross-site" } });
    expect(status).toBe(403);
    expect(text).toContain('<a href="/docs/graphql">Open GraphQL</a>');
  });

  it("is shown without a session where everybody may read the schema", async () => {
    const { status, text } = await open({ options: { introspection: true } });
    expect(status).toBe(200);
    expect(text).not.toContain("data-session");
  });

  it("is not shown where persisted documents alone are run", async () => {
    const admin = userOf(await createTestTenant(hub), "admin");
    const persistence = { kept: new Map<string, string>(), only: true };
    const { status, text } = await open({ as: admin, options: { introspection: true, persistence } });
    expect(status).toBe(403);
    expect(text).toContain("persisted documents alone");
  });
});

describe("GET of the address of GraphQL", () => {
  it.each([
    ["a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 303],
    ["any type", "*/*", 405],
    ["JSON", "application/json", 405],
  ])("for %s", async (_, accept, status) => {
    server = await startGraphql(hub);
    const answer = await fetch(`${server.url}?query={me{id}}`, { headers: { accept }, redirect: "manual" });
    const location = answer.headers.get("location");
    expect({ status: answer.status, location }).toEqual({ status, location: status === 303 ? "/docs/graphql" : null });
  });
});
