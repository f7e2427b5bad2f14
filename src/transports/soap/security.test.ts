import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { createSealer } from "#core/kernel/sealing.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import {
  fewCalls,
  messageId,
  security,
  soapClient,
  type SoapServer,
  startSoap,
  valueAt,
} from "#testing/fixtures/soap.ts";

const hub = testHub();
const rival = testRival(hub);
let server: SoapServer;
let other: SoapServer;
let actor: Actor;
let key: { id: string; name: string; secret: string; soapSecret: string };
let plain: { id: string; secret: string };

async function keyOf(name: string, wantsSecret: boolean) {
  const scopes = ["orders:read", "orders:write"];
  const { output } = await execute(hub, actor, createApiKey, { name, scopes, soapSecret: wantsSecret });
  return { id: output.id, name, secret: output.secret ?? "", soapSecret: output.soapSecret ?? "" };
}

beforeAll(async () => {
  server = await startSoap(hub);
  other = await startSoap(rival);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  key = await keyOf(`ERP ${actor.id}`, true);
  plain = await keyOf("no secret", false);
});
afterAll(() => Promise.all([server.close(), other.close()]));

const ORDER = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
const place = (header: string, at: Pick<SoapServer, "url"> = server) => soapClient(at)("PlaceOrder", ORDER, { header });
const WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const timestamp = (created: number, expires: number) =>
  `<u:Timestamp xmlns:u="${WSU}"><u:Created>${new Date(created).toISOString()}</u:Created><u:Expires>${new Date(expires).toISOString()}</u:Expires></u:Timestamp>`;
const securityWith = (inner: string) =>
  `<o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${inner}</o:Security>`;
const MINUTE = 60_000;

describe("a UsernameToken", () => {
  it("is a key as text, by the key's id or name", async () => {
    for (const username of [key.id, key.name]) {
      const { fault, payload } = await place(security({ username, password: key.secret }));
      expect(fault).toBeUndefined();
      const id = valueAt(payload, "order", "id") ?? "";
      const events = await hub.db
        .sql`select actor_id, transport from events where subject_id = ${id} and type = 'order.placed'`;
      expect(events).toMatchObject([{ actor_id: key.id, transport: "soap" }]);
    }
  });

  it("is a digest of the key's SOAP secret, by the key's id or name", async () => {
    for (const username of [key.id, key.name]) {
      const { fault } = await place(security({ username, secret: key.soapSecret }));
      expect(fault).toBeUndefined();
    }
  });

  it("with a wrong key, name or secret, or a key without a secret, is refused", async () => {
    const wrong = [
      { username: key.id, password: `${key.secret.slice(0, -1)}!` },
      { username: "somebody", password: key.secret },
      { username: plain.id, password: key.secret },
      { username: key.id, secret: "another" },
      { username: key.id, secret: key.secret },
      { username: plain.id, secret: plain.secret },
      { username: plain.id, secret: key.soapSecret },
    ];
    for (const token of wrong)
      expect((await place(security(token))).fault).toMatchObject({ code: "auth.invalid_key", kind: "unauthenticated" });
  });

  it("made more than five minutes from now, or in an expired message, is refused", async () => {
    const now = hub.clock().getTime();
    const token = { username: key.id, secret: key.soapSecret };
    for (const created of [now - 6 * MINUTE, now + 6 * MINUTE])
      expect((await place(security({ ...token, created: new Date(created) }))).fault).toMatchObject({
        code: "auth.stale_token",
      });
    for (const [from, until] of [
      [now - 9 * MINUTE, now - 6 * MINUTE],
      [now + 6 * MINUTE, now + 9 * MINUTE],
    ] as const)
      expect((await place(security({ ...token, timestamp: timestamp(from, until) }))).fault).toMatchObject({
        code: "auth.stale_token",
      });
    for (const until of [now + MINUTE, now - MINUTE])
      // clocks differ for Expires too
      expect(
        (await place(security({ ...token, timestamp: timestamp(now - 2 * MINUTE, until) }))).fault,
      ).toBeUndefined();
  });

  it("is found by its name behind any number of keys of that name that others have, unreadable or expired", async () => {
    const stranger = await createTestTenant(hub);
    const older = createSealer("an older secret of the server").seal("x");
    const expired = new Date(hub.clock().getTime() - MINUTE);
    await hub.db.sql`
      insert into api_keys (tenant_id, id, name, hint, hash, scopes, created_by, soap_secret, expires_at)
      select ${stranger.tenantId}, gen_random_uuid(), name, hint, hash || n, scopes, created_by,
        case when n % 2 = 0 then ${older} else soap_secret end, case when n % 2 = 0 then null else ${expired}::timestamptz end
      from api_keys, generate_series(1, 250) n where id = ${key.id}`;
    for (const name of [key.name, key.id.toUpperCase()])
      expect((await place(security({ username: name, secret: key.soapSecret }))).fault).toBeUndefined();
    expect((await place(security({ username: key.name, secret: "another" }))).fault).toMatchObject({
      code: "auth.invalid_key",
    });
  });

  it("is refused when it comes again, at once and to another process too, and nothing is done twice", async () => {
    const nonce = randomBytes(16).toString("base64");
    const header = security({ username: key.id, secret: key.soapSecret, nonce });
    const answers = await Promise.all([server, other, server, other].map((each) => place(header, each)));
    const refused = answers.filter(({ fault }) => fault?.code === "auth.replayed_token");
    expect([refused.length, answers.filter(({ fault }) => fault === undefined).length]).toEqual([3, 1]);
    const nonceOfText = security({ username: key.id, password: key.secret, nonce: randomBytes(16).toString("base64") });
    expect((await place(nonceOfText)).fault).toBeUndefined();
    expect((await place(nonceOfText, other)).fault).toMatchObject({ code: "auth.replayed_token" });
  });

  it("comes again in another spelling of its nonce: it is refused", async () => {
    const bytes = randomBytes(16).toString("base64"); // of 24 letters the last two are padding, and one has spare bits
    const spare = `${bytes.slice(0, 21)}${{ A: "B", Q: "R", g: "h", w: "x" }[bytes.charAt(21)]}`;
    const spellings = [bytes, bytes.slice(0, 22), bytes.slice(0, 23), spare, `${spare}=`, `${spare}==`];
    expect(new Set(spellings.map((each) => Buffer.from(each, "base64").toString("hex"))).size).toBe(1);
    const header = security({ username: key.id, secret: key.soapSecret, nonce: bytes });
    expect((await place(header)).fault).toBeUndefined();
    for (const nonce of spellings)
      expect((await place(header.replace(bytes, nonce))).fault).toMatchObject({ code: "auth.replayed_token" });
  });

  it("of a retry has a new nonce, and the same MessageID is answered as before", async () => {
    const again = () =>
      place(security({ username: key.id, secret: key.soapSecret }) + messageId(`urn:retry:${key.id}`));
    const [first, second] = [await again(), await again()];
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.payload).toEqual(first.payload);
  });

  it.each([
    ["http to the only proxy", 1, { "x-forwarded-proto": "http" }, false],
    ["https to the only proxy", 1, { "x-forwarded-proto": "https" }, true],
    ["what the caller claims before the only proxy", 1, { "x-forwarded-proto": "https, http" }, false],
    ["http to the first of two proxies", 2, { "x-forwarded-proto": "http, https" }, false],
    ["https to both proxies", 2, { "x-forwarded-proto": "http, https, https" }, true],
    ["this machine beside the proxy", 1, {}, true],
    ["a proxy that tells no protocol", 1, { "x-forwarded-for": "203.0.113.7" }, false],
    ["this machine", 0, {}, true],
    ["a proxy on this machine that is not trusted", 0, { "x-forwarded-for": "203.0.113.7" }, false],
    ["another such proxy", 0, { forwarded: "for=203.0.113.7;proto=https" }, false],
    ["a claim of https", 0, { "x-forwarded-proto": "https" }, false],
  ])(
    "as text over %s: taken where nobody else can read along only",
    async (...[, trustProxyHops, headers, isTaken]) => {
      const behind = await startSoap(hub, { trustProxyHops });
      const send = (token: object) =>
        soapClient(behind)("PlaceOrder", ORDER, {
          header: security({ username: key.id, ...token }),
          headers: Object.fromEntries(Object.entries(headers)),
        });
      try {
        const { fault } = await send({ password: key.secret });
        expect(fault?.code).toBe(isTaken ? undefined : "auth.plain_password");
        expect((await send({ secret: key.soapSecret })).fault).toBeUndefined();
      } finally {
        await behind.close();
      }
    },
  );

  it("of a revoked key is refused", async () => {
    const gone = await keyOf("gone", true);
    expect((await place(security({ username: gone.id, secret: gone.soapSecret }))).fault).toBeUndefined();
    await execute(hub, actor, revokeApiKey, { id: gone.id });
    expect((await place(security({ username: gone.id, secret: gone.soapSecret }))).fault).toMatchObject({
      code: "auth.invalid_key",
    });
  });
});

it("a Security header without a token goes with Authorization, and its Timestamp counts", async () => {
  const now = hub.clock().getTime();
  const headers = { authorization: `Bearer ${server.grant(actor)}` };
  const sent = (stamp: string, more = {}) =>
    soapClient(server)("PlaceOrder", ORDER, { header: securityWith(stamp), headers: more });
  for (const stamp of ["", timestamp(now, now + MINUTE)]) {
    expect((await sent(stamp, headers)).fault).toBeUndefined();
    expect((await sent(stamp)).fault).toMatchObject({ code: "auth.required" });
  }
  const old = timestamp(now - 9 * MINUTE, now - 6 * MINUTE);
  expect((await sent(old, headers)).fault).toMatchObject({ code: "auth.stale_token" });
});

it("a key without quota left uses up no nonces", async () => {
  const limited = await startSoap(hub, { limits: fewCalls(3) });
  const spent = await keyOf("spent", true);
  const nonces = async () =>
    Number((await hub.db.sql`select count(*) from token_nonces where key_id = ${spent.id}`)[0]?.["count"]);
  try {
    const send = () => place(security({ username: spent.id, secret: spent.soapSecret }), limited);
    for (let call = 0; call < 3; call += 1) expect((await send()).fault).toBeUndefined();
    expect((await send()).fault).toMatchObject({ code: "request.quota_exceeded" });
    expect(await nonces()).toBe(3);
  } finally {
    await limited.close();
  }
});

it("a SOAP secret is shown once, kept sealed, and its key says that it has one", async () => {
  const { output } = await execute(hub, actor, listApiKeys, {});
  const listed = output.data.filter(({ id }) => id === key.id || id === plain.id);
  expect(new Map(listed.map(({ id, hasSoapSecret }) => [id, hasSoapSecret]))).toEqual(
    new Map([
      [key.id, true],
      [plain.id, false],
    ]),
  );
  expect(JSON.stringify(output)).not.toContain(key.soapSecret);
  const [row] = await hub.db.sql`select soap_secret from api_keys where id = ${key.id}`;
  expect(String(row?.["soap_secret"])).not.toContain(key.soapSecret);
  expect(hub.sealer.open(String(row?.["soap_secret"]))).toBe(key.soapSecret);
  expect(Object.values(plain)).toContain("");
});
