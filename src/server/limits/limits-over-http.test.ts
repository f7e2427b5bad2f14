import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Item, parseList } from "structured-headers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { RedisServer, redisInstalled } from "#testing/servers/redis-server.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const QUOTA = 60;
const keyOf = (name: string) => `limits_test_key_${name}_of_more_than_32_characters`;

const hub = testHub();
let dataDir: string;
let redis: RedisServer | undefined;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  const { tenantId } = await createTestTenant(hub);
  for (const name of ["postgres", "redis", "v1"]) await ensureApiKey(hub, tenantId, { key: keyOf(name) });
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await redis?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const limits = { RATE_LIMIT: `${QUOTA}/600`, RATE_LIMIT_ANONYMOUS: "10/600" };
  const server = await startServerProcess({ DATABASE_URL: hub.url, DATA_DIR: dataDir, ...limits, ...env });
  servers.push(server);
  return server;
}

const ask = (server: ServerProcess, key: string, path = "/api/v2/channels") =>
  fetch(`${server.origin}${path}`, { headers: { authorization: `Bearer ${key}` } });

/** The single member of a structured list header with its parameters. */
function memberOf(header: string | null) {
  const [member] = parseList(header ?? "") as Item[];
  return { name: member?.[0], ...Object.fromEntries(member?.[1] ?? []) };
}

async function hammer(pair: readonly [ServerProcess, ServerProcess], key: string) {
  const answers = await Promise.all(Array.from({ length: QUOTA }, () => pair.map((server) => ask(server, key))).flat());
  return Map.groupBy(answers, (answer) => answer.status);
}

describe("two processes without Redis", () => {
  it("allow exactly the quota of a key, and report it in the draft's RateLimit headers", async () => {
    const pair = [await start(), await start()] as const;
    const first = await ask(pair[0], keyOf("postgres"));
    expect(memberOf(first.headers.get("ratelimit-policy"))).toEqual({ name: "key", q: QUOTA, w: 600 });
    expect(memberOf(first.headers.get("ratelimit"))).toEqual({ name: "key", r: QUOTA - 1, t: expect.any(Number) });
    const byStatus = await hammer(pair, keyOf("postgres"));
    expect([byStatus.get(200)?.length, byStatus.get(429)?.length]).toEqual([QUOTA - 1, QUOTA + 1]);

    const refused = byStatus.get(429)?.[0];
    const problem = (await refused?.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({
      type: "https://iana.org/assignments/http-problem-types#quota-exceeded",
      status: 429,
      "violated-policies": ["key"],
    });
    const { t } = memberOf(refused?.headers.get("ratelimit") ?? null) as { t?: number };
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(t ?? Infinity);
    expect(memberOf(refused?.headers.get("ratelimit") ?? null)).toMatchObject({ r: 0 });
  }, 60_000);

  it("respond with 429 instead of 401 to an address that guesses keys, while a valid key from there is accepted", async () => {
    const [server] = servers;
    if (server === undefined) throw new Error("the servers of the test before");
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1)
      statuses.push((await ask(server, `wrong_key_number_${i}_of_32_characters_or_more`)).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect((await ask(server, keyOf("v1"))).status).toBe(200);
  });

  it("store on the key when it last used REST v1", async () => {
    const [server] = servers;
    if (server === undefined) throw new Error("the servers of the test before");
    expect((await ask(server, keyOf("v1"), "/api/v1/orders")).status).toBe(200);
    const lastUse = async () => {
      const answer = await ask(server, keyOf("v1"), "/api/v2/api-keys");
      const { data } = (await answer.json()) as { data: { lastV1UseAt: string | null }[] };
      return data.filter(({ lastV1UseAt }) => lastV1UseAt !== null).length;
    };
    await expect.poll(lastUse, { interval: 100 }).toBe(1);
    const metrics = await (await fetch(`${server.origin}/metrics`)).text();
    expect(metrics).toMatch(/crossdock_deprecated_calls_total\{version="1",principal="api_key:[\da-f-]+"\} 1\n/);
  });
});

describe.runIf(redisInstalled())("two processes with Redis", () => {
  it("allow exactly the quota of a key", async () => {
    redis = await RedisServer.open();
    const pair = [await start({ REDIS_URL: redis.url }), await start({ REDIS_URL: redis.url })] as const;
    const byStatus = await hammer(pair, keyOf("redis"));
    expect([byStatus.get(200)?.length, byStatus.get(429)?.length]).toEqual([QUOTA, QUOTA]);
  }, 60_000);
});
