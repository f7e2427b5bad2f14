import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIdentify } from "#auth/identify.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { createApiKey, revokeApiKey, rotateApiKey, updateApiKey } from "#core/keys/index.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Observation } from "#core/runtime/hub.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { ask, endOf, from, openStream, ORDER, waysOver } from "#testing/fixtures/every-way.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import { overSoap, security } from "#testing/fixtures/soap.ts";
import type { Way } from "#testing/fixtures/ways.ts";
import { startGraphqlSocket } from "#testing/servers/graphql-socket.ts";
import { startGrpc } from "#testing/servers/grpc.ts";
import { createGateway } from "#transports/gateway/gateway.ts";
import { httpApp } from "#transports/http.ts";
import { LeasedLimits } from "./limits/leased-limits.ts";
import { postgresQuotas } from "./limits/quota-store.ts";

const HOUR_MS = 3_600_000;
const [OFFICE, ELSEWHERE] = ["203.0.113.7", "198.51.100.7"];
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
const hub = Object.assign(testHub(), { clock });
const rival = Object.assign(testRival(hub), { clock });
let observations: Observation[] = [];
let files: TestFiles;
let actor: Actor;
let one: Awaited<ReturnType<typeof serve>>;
let two: typeof one;

/** One process with all transports; keys are those stored. */
async function serve(of: TestHub) {
  const observed: TestHub = Object.create(of, { observe: { value: (each: Observation) => observations.push(each) } });
  const limits = new LeasedLimits(
    postgresQuotas(() => of.db.sql),
    { key: undefined, user: undefined, ip: undefined },
    () => {},
  );
  const identify = createIdentify(of, () => Promise.resolve(undefined));
  const gateway = createGateway({ hub: observed, identify, limits, standingLookMs: 20 });
  const app = httpApp({
    hub: { ...of, gateway, files: files.files },
    publicUrl: "https://h.example.com",
    corsOrigins: [],
  });
  const socket = await startGraphqlSocket(gateway, { perAddress: true });
  return { app, grpc: await startGrpc(gateway, { trustProxyHops: 1 }), socket };
}

beforeAll(async () => {
  files = await createTestFiles();
  await Promise.all([hub.feed.start(), rival.feed.start()]);
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
  await execute(hub, actor, placeOrder, ORDER);
  await hub.relay();
  [one, two] = await Promise.all([serve(hub), serve(rival)]);
});
beforeEach(() => {
  aheadMs = 0;
  observations = [];
});
afterAll(async () => {
  await Promise.all([one, two].flatMap(({ grpc, socket }) => [grpc.close(), socket.close()]));
  await files.close();
});

interface Key {
  readonly id: string;
  readonly secret: string;
  readonly soapSecret: string;
}
const secretsOf = ({ output }: { output: { id: string; secret: string | null; soapSecret: string | null } }): Key => ({
  id: output.id,
  secret: output.secret ?? "",
  soapSecret: output.soapSecret ?? "",
});
const make = async (more: object = {}): Promise<Key> =>
  secretsOf(
    await execute(hub, actor, createApiKey, {
      name: "Shop",
      scopes: ["orders:write", "orders:read", "events:read", "keys:write"],
      soapSecret: true,
      ...more,
    }),
  );
const rotate = async (id: string, overlapHours: number): Promise<Key> =>
  secretsOf(await execute(hub, actor, rotateApiKey, { id, overlapHours }));

type KeyWay = Way & { readonly ask: (key: Key, address?: string) => Promise<{ code?: string }> };
const bearer = (way: Way): KeyWay => ({
  ...way,
  ask: ({ secret }, address = OFFICE) => ask(way, { authorization: `Bearer ${secret}`, ...from(address) }),
});
/** WS-Security, made anew for each message. */
const token = (name: string, proof: (key: Key) => { password: string } | { secret: string }): KeyWay => {
  const way = { name, transport: "soap", operation: "orders.place" };
  const send = (key: Key): Way["send"] => {
    const header = () => security({ username: key.id, ...proof(key) });
    return (asking) => overSoap(one.app, ORDER, { ...asking, header: header() });
  };
  return {
    ...way,
    send: () => Promise.reject(new Error("It needs a key")),
    ask: (key, address = OFFICE) => ask({ send: send(key) }, from(address)),
  };
};
const ways = waysOver(() => one);
const waysOfTwo = waysOver(() => two);
const calls: readonly KeyWay[] = [
  ...ways.calls.map(bearer),
  token("SOAP with the key as text", ({ secret }) => ({ password: secret })),
  token("SOAP with a digest", ({ soapSecret }) => ({ secret: soapSecret })),
];
const streams = ways.streams.map(bearer);

describe.each([...calls, ...streams])("a key over $name", (way) => {
  it("is refused from an address it does not allow, and recorded with the key", async () => {
    const key = await make({ allowedAddresses: ["203.0.113.0/24", "2001:db8:1::/48"] });
    expect((await way.ask(key)).code).toBeUndefined();
    expect((await way.ask(key, `::ffff:${OFFICE}`)).code).toBeUndefined();
    expect(await way.ask(key, ELSEWHERE)).toMatchObject({ code: "auth.address_not_allowed" });
    const refused = observations.filter(({ outcome }) => outcome === "forbidden");
    expect(refused[0]).toMatchObject({
      transport: way.transport,
      actor: `api_key:${key.id}`,
      tenantId: actor.tenantId,
    });
    expect(refused.map(({ operation }) => operation)).toEqual([way.door ?? way.operation]);
    expect(refused[0]?.error?.message).toContain(ELSEWHERE);
  });

  it("is refused once it has expired", async () => {
    const key = await make({ expiresAt: new Date(Date.now() + 240_000).toISOString() });
    expect((await way.ask(key)).code).toBeUndefined();
    aheadMs = 240_001;
    expect(await way.ask(key)).toMatchObject({ code: "auth.invalid_key" });
  });

  it("has two valid secrets while a rotation overlaps, and afterwards the new one only", async () => {
    const before = await make();
    const after = await rotate(before.id, 1);
    expect([(await way.ask(before)).code, (await way.ask(after)).code]).toEqual([undefined, undefined]);
    aheadMs = way.transport === "soap" ? 0 : HOUR_MS + 1000;
    if (way.transport === "soap") await rotate(before.id, 0).then((last) => Object.assign(after, last)); // its clock is checked too
    expect(await way.ask(before)).toMatchObject({ code: "auth.invalid_key" });
    expect((await way.ask(after)).code).toBeUndefined();
  });

  it("has its own limit, shared by all processes, until it is changed", async () => {
    const quota = 3 + (way.opening ?? 0);
    const key = await make({ limit: { requests: quota, windowS: 3600 } });
    for (let n = way.opening ?? 0; n < quota; n += 1) expect((await way.ask(key)).code).toBeUndefined();
    expect(await way.ask(key)).toMatchObject({ code: "request.quota_exceeded" });
    const elsewhere = [...waysOfTwo.calls, ...waysOfTwo.streams].find(({ name }) => name === way.name);
    const there = elsewhere === undefined ? way : bearer(elsewhere);
    expect(await there.ask(key)).toMatchObject({ code: "request.quota_exceeded" });
    await execute(hub, actor, updateApiKey, { id: key.id, limit: null });
    expect((await way.ask(key)).code).toBeUndefined();
  });
});

describe.each(streams)("a stream over $name", (way) => {
  it.each([
    [
      "its key expires",
      async ({ id }: Key) => {
        await execute(hub, actor, updateApiKey, { id, expiresAt: new Date(Date.now() + 60_000).toISOString() });
        aheadMs = 60_001;
      },
      "auth.invalid_key",
    ],
    [
      "the overlap of its secret ends",
      async ({ id }: Key) => {
        await rotate(id, 1);
        aheadMs = HOUR_MS + 1000;
      },
      "auth.invalid_key",
    ],
    [
      "its key is revoked in another process",
      async ({ id }: Key) => {
        await execute(rival, actor, revokeApiKey, { id });
      },
      "auth.invalid_key",
    ],
    [
      "its address is no longer allowed",
      async ({ id }: Key) => {
        await execute(rival, actor, updateApiKey, { id, allowedAddresses: ["192.0.2.0/24"] });
      },
      "auth.address_not_allowed",
    ],
  ])("ends when %s", async (_, end, code) => {
    const key = await make();
    const stream = await openStream(way, key.secret, from(OFFICE));
    await end(key);
    expect(await endOf(stream)).toBe(code);
  });
});
