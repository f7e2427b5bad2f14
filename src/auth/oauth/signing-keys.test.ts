import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { beforeEach, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { createSealer } from "#core/kernel/sealing.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createTestClient, ISSUER, oauthProcess, type OAuthProcess, type TestClient } from "#testing/fixtures/oauth.ts";

let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
const hub = Object.assign(testHub(), { clock });
const rival = Object.assign(testRival(hub), { clock });
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let actor: Actor;
let client: TestClient;

beforeEach(async () => {
  aheadMs = 0;
  await hub.db.sql`delete from signing_keys`;
  actor = await createTestTenant(hub);
  client = await createTestClient(hub, actor);
});

/** Processes that have read no keys yet. */
const fresh = () => [oauthProcess(hub), oauthProcess(rival)] as const;
const tokenFrom = async (process: OAuthProcess) =>
  String((await process.ask("token", { grant_type: "client_credentials", ...client })).body["access_token"]);
const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const published = async ({ fetch }: OAuthProcess) => {
  const answer = await fetch(new Request(`${ISSUER}/.well-known/jwks.json`));
  return answer.json();
};

it("processes that start at once agree on the first key, and accept each other's tokens", async () => {
  const [one, two] = fresh();
  const tokens = await Promise.all([tokenFrom(one), tokenFrom(two), tokenFrom(two)]);
  expect(new Set(tokens.map(kidOf)).size).toBe(1);
  for (const token of tokens) expect(await one.actor(token)).toBeDefined();
  expect(await hub.db.sql`select generation from signing_keys`).toEqual([{ generation: 1 }]);
});

it("others verify a token from the published keys alone, which hold nothing private", async () => {
  const [one] = fresh();
  const token = await tokenFrom(one);
  const jwks = await published(one);
  expect(jwks).toEqual({
    keys: [
      {
        kty: "EC",
        crv: "P-256",
        x: expect.any(String),
        y: expect.any(String),
        kid: kidOf(token),
        use: "sig",
        alg: "ES256",
      },
    ],
  });
  const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
    issuer: ISSUER,
    audience: `${ISSUER}/api`,
    typ: "at+jwt",
    algorithms: ["ES256"],
  });
  expect(payload).toMatchObject({ sub: client.client_id, client_id: client.client_id, scope: expect.any(String) });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
});

it("a key is published an hour before it signs, and for a day after; tokens of both are accepted in between", async () => {
  const [one, two] = fresh();
  const old = kidOf(await tokenFrom(one));
  await two.oauth.keys.rotate();
  expect((await published(two)).keys).toHaveLength(1);

  aheadMs = 30 * DAY_MS;
  await two.oauth.keys.rotate();
  await one.oauth.keys.rotate(); // the job may run twice
  expect((await published(one)).keys).toHaveLength(2);
  const before = await tokenFrom(one);
  expect(kidOf(before)).toBe(old);

  aheadMs += HOUR_MS + 1000;
  const [after, other] = [await tokenFrom(one), await tokenFrom(two)];
  expect(kidOf(after)).not.toBe(old);
  expect(kidOf(other)).toBe(kidOf(after));
  aheadMs -= HOUR_MS; // within the 15 minutes of the token made before
  expect(await two.actor(before)).toBeDefined();
  expect(await two.actor(after)).toBeDefined();

  aheadMs += HOUR_MS + DAY_MS;
  await one.oauth.keys.rotate();
  expect((await published(one)).keys.map((key: { kid: string }) => key.kid)).toEqual([kidOf(after)]);
});

it("a process learns of a key that another has made as soon as it meets it", async () => {
  const [one, two] = fresh();
  await tokenFrom(two);
  aheadMs = 31 * DAY_MS;
  await one.oauth.keys.rotate();
  aheadMs += 2 * HOUR_MS;
  const token = await tokenFrom(one);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await two.actor(token)).toBeDefined();
});

it("after a change of AUTH_SECRET a new key signs at once, and tokens made before are still accepted", async () => {
  const [one] = fresh();
  const before = await tokenFrom(one);
  const changed = oauthProcess(Object.create(rival, { sealer: { value: createSealer("another secret") } }));
  const after = await tokenFrom(changed);
  expect(kidOf(after)).not.toBe(kidOf(before));
  expect(await changed.actor(before)).toBeDefined();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await one.actor(after)).toBeDefined();
});

it("unknown names of keys make a process ask the database once a second at most", async () => {
  const [one] = fresh();
  const token = await tokenFrom(one);
  let reads = 0;
  const counted = Object.create(hub.db, {
    sql: { get: () => ((reads += 1), hub.db.sql) },
  });
  const careful = oauthProcess(Object.create(hub, { db: { value: counted } }));
  await careful.actor(token);
  reads = 0;
  await Promise.all(Array.from({ length: 50 }, (_, n) => careful.oauth.keys.verifier(`unknown ${n}`)));
  expect(reads).toBe(0);
});
