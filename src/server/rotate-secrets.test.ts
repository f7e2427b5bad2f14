import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureAdmin, ensureApiKey } from "#auth/bootstrap.ts";
import { createSession } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { runCli, type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";
import { sessionCoding } from "./session-cookie.ts";

const KEY = "rotation_test_key_of_more_than_32_chars";
const admin = { email: "admin@example.com", password: "correct horse battery" };
const hub = testHub();
let dataDir: string;
let servers: ServerProcess[] = [];
let sid: string;
let cookie: string;

const settings = () => ({ DATABASE_URL: hub.url, DATA_DIR: dataDir, NEXT_DIST_DIR: ".next-none", SEED: "none" });
const current = () => readFile(join(dataDir, "auth-secret"), "utf8");
const cookieBy = async (secret: string) => `crossdock.session=${await encode({ token: { sid }, secret })}`;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-rotation-"));
  const { tenantId } = await createTestTenant(hub);
  await ensureApiKey(hub, tenantId, { key: KEY });
  await ensureAdmin(hub, tenantId, admin);
  servers = await Promise.all([startServerProcess(settings()), startServerProcess(settings())]);
  sid = await createSession(hub, await signIn(hub, admin));
  cookie = await cookieBy(await current());
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await rm(dataDir, { recursive: true, force: true });
});

const authorization = `Bearer ${KEY}`;
async function ask(server: ServerProcess | undefined, path: string, init: RequestInit = {}) {
  const response = await fetch(`${server?.origin}${path}`, { headers: { authorization }, ...init });
  return { status: response.status, body: await response.json() };
}
const session = (server: ServerProcess | undefined, by: string) =>
  ask(server, "/api/trpc/tenants.current?input=%7B%7D", { headers: { cookie: by } }).then(({ status }) => status);
const make = (server: ServerProcess | undefined, path: string, body: object) =>
  ask(server, path, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).then((made) => made.body);
const reveal = (server: ServerProcess | undefined, id: string) =>
  make(server, `/api/v2/webhook-endpoints/${id}/reveal-secret`, {}).then(({ secret }) => secret);

it("a rotation beside two processes that serve ends no session, cursor or secret, and both use the next one", async () => {
  const [one, two] = servers;
  const hook = { url: "https://hooks.example.com/", eventTypes: ["*"] };
  const made: { id: string; secret: string }[] = [];
  for (let n = 0; n < 3; n += 1) made.push(await make(one, "/api/v2/webhook-endpoints", hook));
  const list = "/api/v2/webhook-endpoints?limit=1";
  const page = await ask(one, list);
  const before = await current();

  const statuses = new Set<number>();
  const ended = new AbortController();
  const client = (async () => {
    while (!ended.signal.aborted)
      for (const server of servers) {
        statuses.add(await session(server, cookie));
        statuses.add((await ask(server, `${list}&cursor=${page.body.nextCursor}`)).status);
      }
  })();
  const rotated = await runCli(["secrets", "rotate"], settings());
  ended.abort();
  await client;
  expect([...statuses]).toEqual([200]);
  expect(JSON.parse(rotated.out)).toEqual({ made: true, resealed: 3, unreadable: 0, finished: true, accepted: 2 });

  expect(await current()).not.toBe(before);
  for (const server of servers) expect(await session(server, await cookieBy(await current()))).toBe(200);
  expect(await reveal(two, made[0]?.id ?? "")).toBe(made[0]?.secret);
  const late = await make(two, "/api/v2/webhook-endpoints", hook);
  expect(await reveal(one, late.id)).toBe(late.secret);
  const rows = await hub.db.sql<
    { id: string }[]
  >`select distinct split_part(sealed, '=', 2) as id from webhook_secrets`;
  expect(rows).toHaveLength(1);
}, 60_000);

it("a rotation that was killed after it had made a secret is finished by the next run, with that secret", async () => {
  const before = await current();
  const program = join(import.meta.dirname, "cli.ts");
  const child = spawn(process.execPath, [program, "secrets", "rotate"], { env: { ...process.env, ...settings() } });
  while ((await current()) === before) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGKILL");
  await once(child, "exit");
  const next = await current();
  const { out } = await runCli(["secrets", "rotate"], settings());
  expect(JSON.parse(out)).toMatchObject({ made: false, resealed: 4, finished: true, accepted: 3 });
  expect(await current()).toBe(next);
  for (const server of servers) expect(await session(server, cookie)).toBe(200);
}, 60_000);

it("with AUTH_SECRET set, everything is sealed with that one, and none is made", async () => {
  const secrets = [await current(), ...JSON.parse(await readFile(join(dataDir, "auth-secrets-before"), "utf8"))];
  const others = secrets.map((each) => (typeof each === "string" ? each : each.secret)).join(",");
  const env = { ...settings(), AUTH_SECRET: "a secret of 32 characters or more", AUTH_SECRET_OTHERS: others };
  const { out } = await runCli(["secrets", "rotate"], env);
  expect(JSON.parse(out)).toMatchObject({ made: false, resealed: 4, unreadable: 0, finished: true });
  expect(await current()).toBe(secrets[0]);
}, 60_000);

it("next-auth's cookies are made with the newest secret and accepted with each, and with no other", async () => {
  const { encode: made, decode: read } = sessionCoding(() => ["the newest secret", "the one before"]);
  const token = await made({ token: { sid }, secret: "" });
  expect(await sessionCoding(() => ["the newest secret"]).decode({ token, secret: "" })).toMatchObject({ sid });
  const older = await encode({ token: { sid }, secret: "the one before" });
  expect(await read({ token: older, secret: "" })).toMatchObject({ sid });
  const foreign = await encode({ token: { sid }, secret: "another" });
  expect(await read({ token: foreign, secret: "another" })).toBeNull();
});
