import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#core/kernel/ids.ts";
import { openPool } from "#db/client.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { RedisServer, redisInstalled } from "#testing/servers/redis-server.ts";
import type { Charged, Policy } from "#transports/gateway/limits.ts";
import { createLimits } from "./create-limits.ts";

const QUOTA = 500;

let database: TestDatabase;
const opened: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await database.drop();
});

/** One process: a limiter with its own pool. */
function limiter(options: { redisUrl?: string; policy?: Policy; url?: string } = {}) {
  const pool = openPool({ url: options.url ?? database.url, poolSize: 2 });
  const policy = options.policy ?? { quota: QUOTA, windowS: 60 };
  const errors: unknown[] = [];
  const made = createLimits(
    {
      redis: options.redisUrl === undefined ? undefined : { url: options.redisUrl },
      rateLimits: { key: policy, user: undefined, ip: policy },
    },
    () => pool,
    (error) => errors.push(error),
  );
  opened.push(made, { close: () => pool.end({ timeout: 1 }) });
  return { ...made, errors };
}

async function charge(from: ReturnType<typeof limiter>, subject: string): Promise<Charged> {
  const charged = await from.limits.charge("key", subject);
  if (charged === undefined) throw new Error("there is a policy for keys");
  return charged;
}

async function allowedOf(from: ReturnType<typeof limiter>, subject: string, times: number): Promise<number> {
  const all = await Promise.all(Array.from({ length: times }, () => charge(from, subject)));
  return all.filter(({ allowed }) => allowed).length;
}

describe("a quota shared between processes by leased blocks in PostgreSQL", () => {
  it("allows exactly the quota over all processes under concurrent requests", async () => {
    const [subject, processes] = [newId(), [limiter(), limiter(), limiter()]];
    const counts = await Promise.all(processes.map((each) => allowedOf(each, subject, 400)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(QUOTA);
    expect(await charge(limiter(), subject)).toMatchObject({ allowed: false, remaining: 0 });
  });

  it("reports the remaining quota and the reset time", async () => {
    const [subject, one] = [newId(), limiter()];
    const first = await charge(one, subject);
    const second = await charge(one, subject);
    expect([first.remaining, second.remaining]).toEqual([QUOTA - 1, QUOTA - 2]);
    expect(second.resetS).toBeGreaterThan(50);
    expect(second.resetS).toBeLessThanOrEqual(60);
  });

  it("resets when the window ends, and counts each subject separately", async () => {
    const [subject, one] = [newId(), limiter({ policy: { quota: 5, windowS: 1 } })];
    expect(await allowedOf(one, subject, 20)).toBe(5);
    expect(await allowedOf(one, newId(), 20)).toBe(5);
    await expect.poll(() => charge(one, subject), { timeout: 3000, interval: 100 }).toMatchObject({ allowed: true });
    expect(await allowedOf(one, subject, 20)).toBeLessThanOrEqual(5);
  });

  it("counts an IPv6 /64 network as one address", async () => {
    const one = limiter({ policy: { quota: 2, windowS: 60 } });
    const from = async (address: string) => (await one.limits.charge("ip", address))?.allowed;
    expect([await from("2001:db8::1"), await from("2001:0db8:0:0:ffff::2"), await from("2001:db8::3")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await from("2001:db8:1::1")).toBe(true);
    expect([await from("192.0.2.1"), await from("::ffff:192.0.2.1"), await from("192.0.2.1")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("falls back to counting per process while the store is unavailable, and logs that once", async () => {
    const one = limiter({ url: "postgres://nobody@127.0.0.1:1/none", policy: { quota: 3, windowS: 60 } });
    const subject = newId();
    expect(await allowedOf(one, subject, 10)).toBe(3);
    await charge(one, newId());
    expect(one.errors).toHaveLength(1);
  });

  it("is unlimited when no limit is set", () => {
    expect(limiter().limits.charge("user", newId())).toBeUndefined();
  });
});

describe.runIf(redisInstalled())("a quota shared between processes in Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.open();
  });
  afterAll(() => redis.close());

  it("allows exactly the quota over all processes", async () => {
    const [subject, processes] = [newId(), [0, 1, 2].map(() => limiter({ redisUrl: redis.url }))];
    const counts = await Promise.all(processes.map((each) => allowedOf(each, subject, 400)));
    expect(processes.flatMap(({ errors }) => errors)).toEqual([]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(QUOTA);
  });

  it("is shared again when Redis is back", async () => {
    const policy = { quota: 50, windowS: 60 };
    const one = limiter({ redisUrl: redis.url, policy });
    await redis.stop();
    expect(await allowedOf(one, newId(), 100)).toBe(50);
    await redis.start();
    const subject = newId();
    await expect
      .poll(async () => {
        const fresh = newId();
        return (await charge(one, fresh)).remaining === (await charge(one, fresh)).remaining + 1;
      })
      .toBe(true);
    expect(await allowedOf(one, subject, 100)).toBe(50);
  });
});
