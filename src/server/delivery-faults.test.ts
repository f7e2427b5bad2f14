import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { auditTenant } from "#core/audit/index.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { type EmbeddedServer, startEmbedded } from "#db/embedded.ts";
import { type Arrival, expectOrdered, firstArrivals } from "#testing/fixtures/arrivals.ts";
import { createTestHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";
import { readStream, type StreamReader } from "#testing/fixtures/stream-reader.ts";
import type { Outside } from "#testing/proofs/queues/outside.ts";
import { redisOutside } from "#testing/proofs/queues/redis-outside.ts";
import { describeWith } from "#testing/servers/outside-program.ts";
import { redisInstalled } from "#testing/servers/redis-server.ts";
import { freePort, type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "faults_test_key_of_more_than_32_characters";
const ORDERS = process.env.SCALE === "full" ? 10_000 : 1000;
const CALLERS = 16;
/** The pause between two orders of a client, so that faults occur during the work. */
const BREATH_MS = 250;
const CALM_MS = 2500;
const log = { info: () => {}, warn: () => {} };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let dataDir: string;
let postgres: EmbeddedServer;
let redis: Outside;
let receiver: Receiver;
let reader: StreamReader;
let web: ServerProcess;
let worker: ServerProcess;
let env: Record<string, string>;
let webPort: string;

/** As in production: acknowledged writes must survive a crash. */
const startPostgres = () => startEmbedded({ dataDir, log, supervise: false });
const startWeb = () => startServerProcess({ ...env, ROLE: "web", PORT: webPort });
const startWorker = () => startServerProcess({ ...env, ROLE: "worker" });
const postmaster = () => Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);

async function post(
  path: string,
  body: object,
  key?: string,
): Promise<{ status: number; body: { id?: string; code?: string; secret?: string } }> {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const response = await fetch(`http://127.0.0.1:${webPort}/api/v2${path}`, {
    method: "POST",
    headers: key === undefined ? headers : { ...headers, "idempotency-key": key },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, body: (await response.json()) as { id?: string; code?: string } };
}

/** A client that retries with the same idempotency key until it succeeds. */
async function done(path: string, body: object, key: string): Promise<string> {
  for (;;) {
    const answer = await post(path, body, key).catch(() => undefined);
    const busy = answer === undefined || answer.status >= 500 || answer.body.code === "idempotency.in_progress";
    if (!busy && answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    if (!busy) return answer.body.id ?? "";
    await pause(50 + Math.random() * 100);
  }
}

async function buy(n: number): Promise<void> {
  const key = `faults-${n}`;
  const id = await done("/orders", { channel: "web", externalId: key, lines: [{ sku: "A", quantity: 1 }] }, key);
  await done(`/orders/${id}/notes`, { text: "Ring twice" }, `${key}-note`);
  if (n % 5 === 0) await done(`/orders/${id}/hold`, { reason: "manual" }, `${key}-hold`);
}

/** Kills the components in turn, with a pause between, until the work is done. Returns the kills per component. */
async function raise(working: () => boolean): Promise<Record<string, number>> {
  const faults = {
    web: async () => {
      await web.kill();
      web = await startWeb();
    },
    worker: async () => {
      await worker.kill();
      worker = await startWorker();
    },
    postgres: async () => {
      process.kill(postmaster(), "SIGQUIT");
      await pause(1000);
      postgres = await startPostgres();
    },
    redis: async () => {
      await redis.stop();
      await pause(1000);
      await redis.start();
    },
  };
  const counts: Record<string, number> = {};
  for (let turn = 0; working(); turn += 1) {
    await pause(CALM_MS);
    const [name, fault] = Object.entries(faults)[turn % 4] ?? ["none", async () => {}];
    await fault();
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const toldTo = (arrivals: readonly Arrival[]) => firstArrivals(arrivals);

describeWith("redis-server", redisInstalled())(
  "deliveries while every component is killed in turn (needs redis-server)",
  () => {
    let secret: string;

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
      [postgres, redis, receiver] = await Promise.all([startPostgres(), redisOutside(), startReceiver()]);
      webPort = String(await freePort());
      env = {
        ...redis.env,
        DATABASE_URL: postgres.url,
        DATA_DIR: dataDir,
        BOOTSTRAP_API_KEY: KEY,
        ALLOW_PRIVATE_TARGETS: "true",
        NEXT_DIST_DIR: ".next-none",
      };
      web = await startWeb();
      worker = await startWorker();
      await done("/products", { title: "A", variants: [{ sku: "A", prices: { GBP: 295 } }] }, "product");
      await done("/stock-adjustments", { sku: "A", location: "main", delta: 100_000, reason: "count" }, "stock");
      const endpoint = await post("/webhook-endpoints", { url: receiver.url, eventTypes: ["order.*"] });
      secret = endpoint.body.secret ?? "";
      reader = readStream(web.origin, KEY);
      await until(() => reader.connections() > 0);
      await pause(500);
      await buy(ORDERS); // a reader without any event has no position to resume from
      await until(() => reader.arrived.length > 0);
    }, 60_000);
    afterAll(async () => {
      reader?.close();
      await Promise.all([web?.kill(), worker?.kill()]);
      await Promise.all([postgres?.stop(), redis?.close(), receiver?.close()]);
      await rm(dataDir, { recursive: true, force: true });
    });

    it(`a webhook receiver, an SSE reader and a Redis consumer receive every event of ${ORDERS} orders, in order per order`, async () => {
      const startedAt = Date.now();
      let next = 0;
      let working = true;
      const callers = Array.from({ length: CALLERS }, async () => {
        while (next < ORDERS) {
          await buy(next++);
          await pause(Math.random() * 2 * BREATH_MS);
        }
      });
      const [faults] = await Promise.all([raise(() => working), Promise.all(callers).finally(() => (working = false))]);
      const placedMs = Date.now() - startedAt;
      const hub = createTestHub(postgres.url);
      const { sql } = hub.db;
      await expect.poll(async () => (await sql`select from outbox`).count, { timeout: 30_000 }).toBe(0);
      const events = await sql<{ id: string; tenantId: string }[]>`
      select id, tenant_id as "tenantId" from events where type like 'order.%'`;
      const ids = events.map(({ id }) => id).toSorted();
      const idsOf = (arrivals: readonly Arrival[]) => {
        const heard = new Set(toldTo(arrivals).map(({ id }) => id));
        return ids.filter((id) => !heard.has(id)).length;
      };
      const hooks = () => receiver.received.map(({ body }) => ({ value: body }));
      const missing = async () => ({
        webhooks: idsOf(hooks()),
        stream: idsOf(reader.arrived),
        redis: idsOf(await redis.read(redis.events, 0)),
      });
      await expect.poll(missing, { timeout: 120_000, interval: 1000 }).toEqual({ webhooks: 0, stream: 0, redis: 0 });
      const heard = { webhooks: hooks(), stream: reader.arrived, redis: await redis.read(redis.events, 0) };
      for (const arrivals of Object.values(heard)) expectOrdered(toldTo(arrivals));
      for (const { body, headers } of receiver.received) new Webhook(secret).verify(body, headers);
      const [orders] = await sql<{ count: number }[]>`select count(*)::int as count from orders`;
      expect(orders?.count).toBe(ORDERS + 1);
      expect(await auditTenant(hub.db.read(asTenantId(events[0]?.tenantId ?? "")))).toMatchObject({ ok: true });
      await hub.close();
      const repeats = Object.entries(heard).map(([name, all]) => `${name} ${all.length - toldTo(all).length}`);
      process.stdout.write(
        `${ORDERS} orders in ${Math.round(placedMs / 1000)} s through ${JSON.stringify(faults)}; ${ids.length} events, ` +
          `all received ${Math.round((Date.now() - startedAt) / 1000)} s after the start; repeats: ${repeats.join(", ")};` +
          `${reader.connections()} connections of the stream\n`,
      );
    }, 1_200_000);
  },
);
