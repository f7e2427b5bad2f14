import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSession, sessionActor } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { makeKey } from "#core/keys/key-format.ts";
import { hashPassword } from "#core/users/password.ts";
import { demoAccounts } from "#demo/cast.ts";
import { seedDemo } from "#demo/seed-demo.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { runCli, type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const SECRET = "a secret of 32 characters or more";
/** As on a server: only the listen address is set. An empty value counts as unset. */
const PUBLIC = { HOST: "0.0.0.0", NODE_ENV: "production", SEED: "", NEXT_DIST_DIR: ".next-none" };

describe("a publicly reachable start with default settings", () => {
  let dataDir: string;
  let server: ServerProcess;
  const env = () => ({ ...PUBLIC, DATA_DIR: dataDir });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "crossdock-public-"));
    server = await startServerProcess(env());
  });
  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("shows no account and no password, in the terminal or on any page", async () => {
    const pages = await Promise.all(["/", "/sign-in", "/orders", "/docs"].map((path) => textOf(path)));
    for (const said of [...pages, server.output()])
      for (const { email, password } of demoAccounts) {
        expect(said).not.toContain(email);
        expect(said).not.toContain(password);
      }
  });

  it.each(["/", "/sign-in", "/orders/x", "/docs", "/problems/internal"])(
    "%s shows the setup page, which explains how to create an administrator",
    async (path) => expect(await textOf(path)).toContain("npm run cli -- users create-admin"),
  );

  it.each([
    ["POST", "/docs/demo-key"],
    ["POST", "/api/auth/callback/credentials"],
    ["GET", "/api/auth/csrf"],
    ["GET", "/api/v2/openapi.json"],
    ["POST", "/api/v2/orders"],
    ["GET", "/api/trpc/tenants.current"],
    ["POST", "/api/uploads"],
  ])("%s %s is rejected", async (method, path) => {
    const answer = await fetch(`${server.origin}${path}`, { method, headers: { "sec-fetch-site": "same-origin" } });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "hub.no_administrator" });
  });

  it("is ready, and serves all pages once an administrator was created", async () => {
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
    const made = await runCli(["users", "create-admin", "--email", "owner@example.com"], env());
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^owner@example\.com {2}\S{20}\n$/) });
    expect((await fetch(`${server.origin}/api/v2/orders`)).status).toBe(401);
    expect(await textOf("/")).not.toContain("create-admin");
    const again = await runCli(["users", "create-admin", "--email", "Owner@example.com"], env());
    expect(again).toMatchObject({ code: 2, out: "", err: expect.stringContaining("already") });
  }, 90_000);

  const textOf = async (path: string) => (await fetch(`${server.origin}${path}`)).text();
});

describe("a publicly reachable demo", () => {
  let database: TestDatabase;
  let hub: TestHub;

  beforeAll(async () => {
    database = await createTestDatabase();
    hub = createTestHub(database.url);
  });
  afterAll(async () => {
    await hub.close();
    await database.drop();
  });

  it("has generated passwords, shown once, and the published passwords no longer work", async () => {
    const { tenantId } = await seedDemo(hub);
    await publish(tenantId);
    const [admin] = demoAccounts;
    if (admin === undefined) throw new Error("The demo has an administrator");
    const user = await signIn(hub, admin);
    const sid = await createSession(hub, user);
    const env = { ...PUBLIC, DATABASE_URL: database.url, AUTH_SECRET: SECRET, SEED: "demo" };
    const first = await startServerProcess(env);
    const printed = new Map(
      [...first.output().matchAll(/^ +\w+ +(\S+@demo\.test) +(\S+)$/gm)].map(([, email = "", word = ""]) => [
        email,
        word,
      ]),
    );
    await first.stop();
    expect([...printed.keys()].toSorted()).toEqual(demoAccounts.map(({ email }) => email).toSorted());
    expect(new Set(printed.values()).size).toBe(demoAccounts.length);
    await expect(signIn(hub, admin)).rejects.toMatchObject({ code: "auth.invalid_credentials" });
    await signIn(hub, { email: admin.email, password: printed.get(admin.email) ?? "" });
    expect(await sessionActor(hub, sid)).toBeUndefined();
    const second = await startServerProcess(env);
    expect(second.output()).not.toContain("@demo.test");
    await second.stop();
  }, 90_000);

  /** The state after a start on a private machine. */
  async function publish(tenantId: string): Promise<void> {
    const hash = await hashPassword(demoAccounts[0]?.password ?? "");
    await hub.db.sql`update users set password_hash = ${hash} where tenant_id = ${tenantId}`;
  }
});

describe("a demo key", () => {
  let database: TestDatabase;
  let hub: TestHub;
  let server: ServerProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    hub = createTestHub(database.url);
    await seedDemo(hub);
    const env = { DATABASE_URL: database.url, AUTH_SECRET: SECRET, SEED: "demo", NEXT_DIST_DIR: ".next-none" };
    server = await startServerProcess(env);
  });
  afterAll(async () => {
    await server.stop();
    await hub.close();
    await database.drop();
  });

  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${server.origin}/docs/demo-key`, {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", ...headers },
    });

  async function cookieOf(role: string): Promise<string> {
    const account = demoAccounts.find((each) => each.role === role);
    const sid = await createSession(hub, await signIn(hub, account ?? { email: "", password: "" }));
    return `crossdock.session=${await encode({ token: { sid }, secret: SECRET })}`;
  }

  it("is created for a signed-in session only", async () => {
    expect((await ask()).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${makeKey()}` })).status).toBe(401);
    expect((await ask({ cookie: await cookieOf("admin") })).status).toBe(200);
  });

  it("has no more rights than the user who requested it", async () => {
    const { scopes } = await (await ask({ cookie: await cookieOf("viewer") })).json();
    expect(scopes).toContain("orders:read");
    expect(scopes).not.toContain("orders:write");
  });
});

describe("a start", () => {
  it.each([
    ["a mistyped checksum", makeKey().replace(/.$/, (last) => (last === "a" ? "b" : "a"))],
    ["a character that no header carries", `é${"k".repeat(40)}`],
  ])("with a bootstrap key of %s fails with an error that names it", async (_, key) => {
    await expect(startServerProcess({ BOOTSTRAP_API_KEY: key, DATA_DIR: "/nonexistent" })).rejects.toThrow(
      /BOOTSTRAP_API_KEY: no request could use it/,
    );
  });
});
