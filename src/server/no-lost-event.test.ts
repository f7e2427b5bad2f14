import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedServer, startEmbedded } from "#db/embedded.ts";
import { allEffects, brokenBooks, effectsOf } from "#testing/fixtures/effects.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver } from "#testing/fixtures/receiver.ts";
import { startScript } from "#testing/servers/script-process.ts";
import { freePort, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "events_test_key_of_more_than_32_characters";
const ORDERS = process.env.SCALE === "full" ? 2000 : 60;
const CALLERS = 8;
/** A consumer's lease, a third more, and a margin. */
const LEASE_MS = 13_000;
const log = { info: () => {}, warn: () => {} };

let dataDir: string;
let postgres: EmbeddedServer;
let hub: TestHub;
let receiver: Receiver;
let env: Record<string, string>;
let origin: string;
const processes: { kill(): Promise<void> }[] = [];

const startPostgres = () => startEmbedded({ dataDir, log, supervise: false });
const postmaster = () => Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);

async function running<T extends { kill(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  processes.push(started);
  return started;
}
const server = (role: string) =>
  running(startServerProcess({ ...env, ROLE: role, ...(role !== "worker" && { PORT: new URL(origin).port }) }));
const script = (name: string, more: Record<string, string> = {}) => running(startScript(name, { ...env, ...more }));

/** A client that retries with the same idempotency key until it succeeds. */
async function done(path: string, body: object, key: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/api/v2${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => undefined);
    const text = await answer?.text().catch(() => undefined);
    const busy = answer === undefined || text === undefined || answer.status >= 500 || text.includes("in_progress");
    if (!busy && answer.status >= 300) throw new Error(`${path}: ${answer.status} ${text}`);
    if (!busy) return;
    await pause(50 + Math.random() * 100);
  }
}

/** Places and pays orders with email addresses from several clients, while `meanwhile` injects faults. */
async function placeAll(prefix: string, meanwhile: (halfway: () => Promise<void>) => Promise<void>): Promise<void> {
  let next = 0;
  const callers = Array.from({ length: CALLERS }, async () => {
    while (next < ORDERS) {
      const externalId = `${prefix}-${next++}`;
      const customer = { email: `${externalId}@customer.example`, name: "A. Person" };
      const payment = { method: "test", capture: true };
      const order = { channel: "web", externalId, customer, payment, lines: [{ sku: "A", quantity: 1 }] };
      await done("/orders", order, externalId);
    }
  });
  const halfway = () => expect.poll(() => next, { timeout: 120_000, interval: 5 }).toBeGreaterThan(ORDERS / 2);
  await Promise.all([meanwhile(halfway), ...callers]);
}

/** Waits until all consumers have processed these orders; returns what is missing or duplicated. */
async function faultsAfter(prefix: string): Promise<unknown[]> {
  const patience = { timeout: 90_000 + ORDERS * 100, interval: 500 };
  await expect.poll(() => effectsOf(hub, prefix), patience).toEqual(allEffects(ORDERS));
  const troubled = await hub.db.sql`select * from consumers where last_error is not null or missed > 0`;
  const letters = await hub.db.sql`select * from consumer_dead_letters`;
  return [...(await brokenBooks(hub)), ...troubled, ...letters];
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  [postgres, receiver] = await Promise.all([startPostgres(), startReceiver()]);
  origin = `http://127.0.0.1:${await freePort()}`;
  env = {
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    BOOTSTRAP_API_KEY: KEY,
    ALLOW_PRIVATE_TARGETS: "true",
    NEXT_DIST_DIR: ".next-none",
  };
  hub = createTestHub(postgres.url);
  const web = await server("web");
  await done("/products", { title: "A", variants: [{ sku: "A", prices: { GBP: 295 } }] }, "product");
  await done("/stock-adjustments", { sku: "A", location: "main", delta: 100_000, reason: "count" }, "stock");
  for (const name of ["one", "two"])
    await done("/webhook-endpoints", { url: `${receiver.url}/${name}`, eventTypes: ["order.*", "payment.*"] }, name);
  await web.kill();
}, 120_000);
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.kill()));
});
afterAll(async () => {
  await hub?.close();
  await Promise.all([postgres?.stop(), receiver?.close()]);
  await rm(dataDir, { recursive: true, force: true });
});

describe(`${ORDERS} orders each get their deliveries, payment and mail`, () => {
  const patience = 300_000 + ORDERS * 400;

  it(
    "when `next start`, which runs no consumers, relays events beside `npm start`",
    async () => {
      await script("hosted-process.ts");
      const main = await server("all");
      await placeAll("hosted", async (halfway) => {
        await halfway();
        process.kill(main.pid, "SIGSTOP"); // what is committed by now is relayed by the other process alone
        const { sql } = hub.db;
        await expect.poll(async () => (await sql`select from outbox`).count, { timeout: 60_000 }).toBe(0);
        process.kill(main.pid, "SIGCONT");
      });
      expect(await faultsAfter("hosted")).toEqual([]);
    },
    patience,
  );

  it(
    "when ROLE=web takes orders beside a ROLE=worker that is killed, paused and disconnected from PostgreSQL",
    async () => {
      await server("web");
      const first = await server("worker");
      const second = await server("worker");
      await placeAll("roles", async (halfway) => {
        await halfway();
        await first.kill();
        process.kill(postmaster(), "SIGQUIT");
        await pause(1000);
        postgres = await startPostgres();
      });
      await server("worker");
      await placeAll("paused", async (halfway) => {
        await halfway();
        process.kill(second.pid, "SIGSTOP");
        await pause(LEASE_MS);
        process.kill(second.pid, "SIGCONT");
      });
      expect(await faultsAfter("roles")).toEqual([]);
      expect(await faultsAfter("paused")).toEqual([]);
    },
    patience,
  );

  it(
    "when a worker of an older version without one of the jobs runs beside a newer one and stops",
    async () => {
      await server("web");
      const older = await script("older-process.ts", { ROLE: "worker", WITHOUT_JOB: "payments.ask" });
      await placeAll("older", async (halfway) => {
        await halfway();
        await server("worker");
      });
      await older.stop();
      expect(await faultsAfter("older")).toEqual([]);
    },
    patience,
  );
});
