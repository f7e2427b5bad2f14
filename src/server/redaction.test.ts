import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSession } from "#auth/sessions.ts";
import { signIn } from "#auth/sign-in.ts";
import { loadConfig } from "#config/config.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { createApiKey } from "#core/keys/index.ts";
import { createOAuthClient } from "#core/oauth/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { ask, ORDER, waysOver } from "#testing/fixtures/every-way.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { overSoap, security } from "#testing/fixtures/soap.ts";
import { recordSpans } from "#testing/fixtures/spans.ts";
import { startGraphqlSocket } from "#testing/servers/graphql-socket.ts";
import { startGrpc } from "#testing/servers/grpc.ts";
import { httpApp } from "#transports/http.ts";
import { buildHub, type ServerHub } from "./hub.ts";

const HUB = "https://hub.example.com";
const random = (prefix: string) => `${prefix}${randomBytes(15).toString("hex")}`;

/** Every secret by what it is; texts that nothing else in the hub contains. */
const secrets = {
  apiKey: "",
  wrongKey: `xd_live_${randomBytes(15).toString("hex")}`,
  sessionCookie: "",
  password: random("pass-word-"),
  wrongPassword: random("wrong-password-"),
  shortPassword: "s3cr-t9x",
  newPassword: random("new-pass-word-"),
  clientSecret: "",
  accessToken: "",
  refreshToken: "",
  soapSecret: "",
  webhookSecret: random("whsec_source_"),
  endpointSecret: "",
  endpointHeader: random("header-secret-"),
  partnerAuthorization: random("Bearer partner-"),
  paymentReference: random("pm_card_"),
  otherScheme: random("signature-"),
  queryToken: random("query-token-"),
  unknownField: random("unknown-field-"),
  malformed: random("malformed-"),
};

const lines: string[] = [];
const answers: string[] = [];
const spans = recordSpans();
const data = testHub();
let folder: string;
let hub: ServerHub;
let app: ReturnType<typeof httpApp>;
let grpc: Awaited<ReturnType<typeof startGrpc>>;
let socket: Awaited<ReturnType<typeof startGraphqlSocket>>;
let actor: Actor;
const { calls, streams } = waysOver(() => ({ app, grpc, socket }));

async function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
  const response = await app.fetch(new Request(`${HUB}${path}`, init), {});
  const text = await response.text();
  if (!response.ok) answers.push(text, JSON.stringify([...response.headers]));
  return { status: response.status, text };
}
const json = (body: object | string, headers: Record<string, string> = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const key = () => ({ authorization: `Bearer ${secrets.apiKey}` });
const made = async (path: string, body: object) => JSON.parse((await send(`/api/v2${path}`, json(body, key()))).text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-redaction-"));
  actor = await createTestTenant(data);
  await addArticles(data, actor, [{ sku: "A", onHand: 1000 }]);
  const config = loadConfig({ DATABASE_URL: data.url, DATA_DIR: folder, PUBLIC_URL: HUB, TRUST_PROXY: "1" });
  const log = pino({ level: "trace" }, new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }));
  hub = await buildHub({ config, databaseUrl: data.url, log });
  app = httpApp({ hub, oauth: hub.oauth, publicUrl: HUB, corsOrigins: [], trustProxyHops: 1 });
  grpc = await startGrpc(hub.gateway, { trustProxyHops: 1 });
  socket = await startGraphqlSocket(hub.gateway);
  await makeSecrets();
  await presentSecrets();
  await data.relay();
}, 60_000);
afterAll(async () => {
  await Promise.all([grpc.close(), socket.close()]);
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

async function makeSecrets(): Promise<void> {
  const scopes = [...actor.scopes].filter((scope) => scope !== "system");
  const { output } = await execute(hub, actor, createApiKey, { name: "ERP", scopes, soapSecret: true });
  Object.assign(secrets, { apiKey: output.secret, soapSecret: output.soapSecret });
  const user = { email: "sam@example.com", name: "Sam", role: "admin", password: secrets.password };
  await execute(hub, actor, createUser, user);
  const signedIn = await signIn(hub, { email: user.email, password: secrets.password });
  const sid = await createSession(hub, signedIn, { userAgent: "test", ip: "203.0.113.1" });
  secrets.sessionCookie = await encode({ token: { sid }, secret: hub.secrets()[0] });
  const client = { name: "App", scopes: ["orders:read", "orders:write", "events:read"], firstParty: true };
  const { output: oauth } = await execute(hub, actor, createOAuthClient, client);
  secrets.clientSecret = oauth.clientSecret ?? "";
  const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });
  const credentials = { client_id: oauth.clientId, client_secret: secrets.clientSecret };
  const grant = { ...credentials, grant_type: "password", username: user.email, password: secrets.password };
  const token = JSON.parse((await send("/api/v2/auth/token", form(grant))).text);
  Object.assign(secrets, { accessToken: token.access_token, refreshToken: token.refresh_token });
  await send("/api/v2/auth/token", form({ ...grant, password: secrets.wrongPassword }));
  await send(
    "/api/v2/auth/token",
    form({ ...credentials, grant_type: "refresh_token", refresh_token: secrets.wrongKey }),
  );
  await send(`/api/v2/auth/token?client_secret=${secrets.queryToken}`, form({ grant_type: secrets.malformed }));
  await send("/api/v2/auth/introspect", form({ ...credentials, token: secrets.accessToken }));
}

/** Each secret where it belongs, and where it does not. */
async function presentSecrets(): Promise<void> {
  const bearers = [secrets.apiKey, secrets.accessToken, secrets.wrongKey];
  const wrong = [`Basic ${btoa(`sam:${secrets.wrongPassword}`)}`, `Digest ${secrets.otherScheme}`];
  const cookie = { cookie: `__Host-crossdock.session=${secrets.sessionCookie}`, origin: HUB };
  for (const way of [...calls, ...streams]) {
    for (const each of [...bearers.map((bearer) => `Bearer ${bearer}`), ...wrong]) {
      const headers = { authorization: each, accept: "text/event-stream" };
      answers.push(JSON.stringify(await ask(way, headers)));
    }
    await ask(way, cookie);
  }
  for (const token of [
    security({ username: "ERP", password: secrets.apiKey }),
    security({ username: "ERP", secret: "x" }),
  ])
    await overSoap(app, ORDER, { headers: {}, header: token });
  await overSoap(app, ORDER, { headers: {}, header: security({ username: "ERP", password: secrets.wrongPassword }) });
  await overSoap(app, ORDER, { headers: {}, header: security({ username: "ERP", secret: secrets.soapSecret }) });
  const body = `{"channel":"web","token":"${secrets.malformed}`;
  const places = [
    "/api/v2/orders",
    "/api/v1/orders",
    "/api/trpc/orders.place",
    "/api/graphql",
    "/api/v2/events/stream",
  ];
  for (const path of places) {
    const asked = `${path}?access_token=${secrets.queryToken}&api_key=${secrets.queryToken}`;
    await send(asked, { headers: key() });
    await send(asked, json({ ...ORDER, [secrets.unknownField]: secrets.unknownField }, key()));
    await send(path, json(body, key()));
  }
  await send("/api/graphql", json({ query: `mutation { placeOrder(input: "${secrets.malformed}") { x } }` }, key()));
  await send("/api/graphql", json({ query: `{ me "${secrets.malformed}" }` }, key()));
  await send("/api/soap", {
    method: "POST",
    headers: { ...key(), "content-type": "text/xml" },
    body: `<a>${secrets.malformed}`,
  });
  await callOperations();
}

async function callOperations(): Promise<void> {
  const user = { email: "kim@example.com", name: "Kim", role: "agent" };
  await made("/users", { ...user, password: secrets.newPassword });
  await made("/users", { ...user, password: secrets.shortPassword });
  const source = { code: "signed", name: "Signed", kind: "stripe", secret: secrets.webhookSecret };
  await made("/inbound-sources", source);
  await made("/inbound-sources", source);
  const headers = { "x-token": secrets.endpointHeader };
  const endpoint = await made("/webhook-endpoints", { url: "https://hooks.example.com/", eventTypes: ["*"], headers });
  secrets.endpointSecret = endpoint.secret;
  await made(`/webhook-endpoints/${endpoint.id}/rotate-secret`, {});
  const partner = { code: "p", name: "P", compares: "stock", url: "https://them.example.com/" };
  await made("/partners", { ...partner, authorization: secrets.partnerAuthorization });
  await made("/orders", { ...ORDER, payment: { method: "manual", reference: secrets.paymentReference } });
  const at = Math.floor(Date.now() / 1000);
  const signed = JSON.stringify({ id: "evt_1", type: "charge.refunded", data: { object: {} } });
  const mac = createHmac("sha256", secrets.webhookSecret).update(`${at}.${signed}`).digest("hex");
  for (const signature of [mac, secrets.otherScheme])
    await send(`/api/webhooks/signed?token=${secrets.queryToken}`, {
      ...json(signed, { "stripe-signature": `t=${at},v1=${signature}`, ...key() }),
    });
  // A failure of the database is logged with its cause.
  await data.db.sql`alter table users add constraint refused check (name <> 'Refused')`;
  await made("/users", { ...user, email: "r@example.com", name: "Refused", password: secrets.newPassword });
  await data.db.sql`alter table users drop constraint refused`;
}

/** Rows of every table as text, with the name of their table and column. */
async function dump(): Promise<{ place: string; text: string }[]> {
  const columns = await data.db.sql<{ table: string; column: string; isBytes: boolean }[]>`
    select c.table_name as table, c.column_name as column, c.data_type = 'bytea' as "isBytes"
    from information_schema.columns c join pg_class r on r.relname = c.table_name and r.relkind in ('r', 'p')
    where c.table_schema = 'public' and not r.relispartition
      and c.data_type in ('text', 'jsonb', 'json', 'ARRAY', 'character varying', 'bytea')`;
  const all: { place: string; text: string }[] = [];
  for (const { table, column, isBytes } of columns) {
    const { sql } = data.db;
    const text = isBytes ? sql`encode(${sql(column)}, 'escape')` : sql`${sql(column)}::text`;
    const [row] = await sql<{ text: string | null }[]>`select string_agg(${text}, chr(10)) as text from ${sql(table)}`;
    if (row?.text) all.push({ place: `${table}.${column}`, text: row.text });
  }
  return all;
}

/** Kept on purpose: what a payment worker hands to its provider. */
const KEPT = new Map([["paymentReference", ["events.data", "payments.reference"]]]);

describe("secrets that came in over every transport", () => {
  it("all are there, and long enough to be found", () => {
    expect(Object.entries(secrets).filter(([, secret]) => secret.length < 8)).toEqual([]);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.some((line) => line.includes("refused"))).toBe(true);
    expect(spans.length).toBeGreaterThan(50);
    expect(answers.length).toBeGreaterThan(50);
  });

  it.each(Object.keys(secrets) as (keyof typeof secrets)[])("%s is in no log, span or refusal", (name) => {
    const holds = (texts: readonly string[]) => texts.filter((text) => text.includes(secrets[name]));
    expect(holds(lines)).toEqual([]);
    expect(holds(spans.map((span) => JSON.stringify(span)))).toEqual([]);
    // Whoever sent an unknown field is told its name.
    expect(name === "unknownField" ? [] : holds(answers)).toEqual([]);
  });

  it("none is in any column of the database, which has events, mails and recent calls", async () => {
    await expect.poll(async () => (await data.db.sql`select from recent_calls where failed`).count).toBeGreaterThan(5);
    const tables = await dump();
    const seen = new Set(tables.map(({ place }) => place.split(".")[0]));
    expect([...seen]).toEqual(expect.arrayContaining(["events", "recent_calls", "users", "webhook_secrets"]));
    const found = Object.entries(secrets).flatMap(([name, secret]) =>
      tables
        .filter(({ place, text }) => text.includes(secret) && KEPT.get(name)?.includes(place) !== true)
        .map(({ place }) => `${name} in ${place}`),
    );
    expect(found).toEqual([]);
  });
});
