import { createHmac, generateKeyPairSync } from "node:crypto";
import { exportJWK, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createTestClient, oauthProcess, type TestClient } from "#testing/fixtures/oauth.ts";

const hub = testHub();
const rival = testRival(hub);
const server = oauthProcess(hub);
let actor: Actor;
let client: TestClient;
let genuine: string;

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (token: string, part: 0 | 1) =>
  JSON.parse(Buffer.from(token.split(".")[part] ?? "", "base64url").toString());

beforeAll(async () => {
  actor = await createTestTenant(hub);
  client = await createTestClient(hub, actor);
  genuine = String((await server.ask("token", { grant_type: "client_credentials", ...client })).body["access_token"]);
});

/** Signed with our own key: every other fault must be found. */
async function signed(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const { kid, key } = await server.oauth.keys.signer();
  const payload = { ...decoded(genuine, 1), ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid, ...header }).sign(key);
}

const seconds = () => Math.floor(Date.now() / 1000);

const attacks: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["without a signature", () => `${encoded({ alg: "none", typ: "at+jwt" })}.${genuine.split(".")[1]}.`],
  [
    "with alg none and the genuine signature",
    () => [encoded({ ...decoded(genuine, 0), alg: "none" }), ...genuine.split(".").slice(1)].join("."),
  ],
  ["with HS256 by our public key", hmacByPublicKey],
  ["by a foreign key under our key's name", byForeignKey],
  ["with a key of its own in the header", byKeyInHeader],
  [
    "with a changed payload",
    () => genuine.replace(/\.[^.]+\./, `.${encoded({ ...decoded(genuine, 1), scope: "users:write" })}.`),
  ],
  ["with a signature cut short", () => genuine.slice(0, -4)],
  ["with typ JWT", () => signed({}, { typ: "JWT" })],
  ["without typ", () => signed({}, { typ: undefined })],
  ["with kid of SQL", () => signed({}, { kid: "' or 1=1; drop table signing_keys; --" })],
  ["with kid of a path", () => signed({}, { kid: "../../../../dev/null" })],
  ["without kid", () => signed({}, { kid: undefined })],
  ["with an unknown critical header", () => withCritical()],
  ["that has expired", () => signed({ iat: seconds() - 1000, exp: seconds() - 1 })],
  ["that never expires", () => signed({ exp: undefined })],
  ["that is not valid yet", () => signed({ nbf: seconds() + 100 })],
  ["of another issuer", () => signed({ iss: "https://evil.example.com" })],
  ["for another audience", () => signed({ aud: "https://hub.example.com" })],
  ["for nobody", () => signed({ aud: undefined })],
  ["of another client", async () => signed({ client_id: (await createTestClient(hub, actor)).client_id })],
  [
    "of another tenant's client",
    async () => signed({ client_id: (await createTestClient(hub, await createTestTenant(hub))).client_id }),
  ],
  ["for another tenant", async () => signed({ tenant: (await createTestTenant(hub)).tenantId })],
  ["of a grant that was never made", () => signed({ grant: newId() })],
  ["with a grant that is no id", () => signed({ grant: "' or 1=1 --" })],
  ["longer than any of ours", () => signed({ padding: "x".repeat(5000) })],
];

async function hmacByPublicKey(): Promise<string> {
  const [jwk] = await server.oauth.published();
  const content = `${encoded({ ...decoded(genuine, 0), alg: "HS256" })}.${genuine.split(".")[1]}`;
  return `${content}.${createHmac("sha256", JSON.stringify(jwk)).update(content).digest("base64url")}`;
}

async function byForeignKey(): Promise<string> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const header = decoded(genuine, 0);
  return new SignJWT(decoded(genuine, 1)).setProtectedHeader(header).sign(privateKey);
}

async function byKeyInHeader(): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const header = { alg: "ES256", typ: "at+jwt", jwk: await exportJWK(publicKey), jku: "https://evil.example.com/jwks" };
  return new SignJWT(decoded(genuine, 1)).setProtectedHeader(header).sign(privateKey);
}

async function withCritical(): Promise<string> {
  const { kid, key } = await server.oauth.keys.signer();
  const header = { alg: "ES256", typ: "at+jwt", kid, crit: ["exp-policy"], "exp-policy": "never" };
  return new SignJWT(decoded(genuine, 1)).setProtectedHeader(header).sign(key, { crit: { "exp-policy": true } });
}

describe("a token", () => {
  it("that is genuine is accepted, and so is one that we sign the same way", async () => {
    expect((await server.actor(genuine))?.id).toBe(client.client_id);
    expect((await server.actor(await signed()))?.id).toBe(client.client_id);
  });

  it.each(attacks)("%s is refused", async (_, forged) => {
    expect(await server.actor(await forged())).toBeUndefined();
  });

  it("of another server over the same database is refused", async () => {
    const other = oauthProcess(rival, {}, "https://other.example.com");
    expect(await other.actor(genuine)).toBeUndefined();
  });

  it("gains no scope that its grant lacks, whatever it says", async () => {
    const found = await server.actor(await signed({ scope: "orders:read users:write system" }));
    expect([...(found?.scopes ?? [])]).toEqual(["orders:read"]);
  });
});

describe("guessing the secret of a client", () => {
  const ask = (secret: string, address: string, by = server) =>
    by.ask(
      "token",
      { grant_type: "client_credentials", client_id: client.client_id, client_secret: secret },
      { "x-crossdock-client-address": address },
    );

  it("ends after five attempts from a network, over all processes; whoever has the secret goes on", async () => {
    const second = oauthProcess(rival);
    for (let n = 0; n < 5; n += 1)
      expect((await ask(`wrong ${n}`, "192.0.2.1", n % 2 === 0 ? server : second)).status).toBe(401);
    const late = await ask("wrong again", "192.0.2.1", second);
    expect([late.status, Number(late.headers.get("retry-after")) > 800]).toEqual([429, true]);
    expect((await ask(client.client_secret, "192.0.2.1", second)).status).toBe(200);
  });

  it("with ever new clients ends too, without locking out those who know their secret", async () => {
    const from = { "x-crossdock-client-address": "203.0.113.9" };
    const guess = () =>
      server.ask("token", { client_id: newId(), client_secret: "x", grant_type: "client_credentials" }, from);
    for (let n = 0; n < 35; n += 1) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
    expect((await ask(client.client_secret, "203.0.113.9")).status).toBe(200);
  });

  it("is charged to the address's quota, and what a client may ask to its own", async () => {
    const charged: string[] = [];
    const charge = (kind: string, subject: string, { calls }: { calls?: number } = {}) => {
      charged.push(`${kind} ${subject} ${calls}`);
      return undefined;
    };
    const counted = oauthProcess(hub, { limits: { charge } });
    await ask("wrong", "192.0.2.77", counted);
    await ask(client.client_secret, "192.0.2.77", counted);
    await counted.ask("token", { grant_type: "password" }, { "x-crossdock-client-address": "192.0.2.77" });
    const [look, failure] = ["ip 192.0.2.77 0", "ip 192.0.2.77 1"];
    expect(charged).toEqual([look, failure, look, `key client:${client.client_id} 1`, look, failure]);
  });
});
