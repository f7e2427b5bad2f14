import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { auditTenant } from "#core/audit/index.ts";
import { type Actor, scopes } from "#core/kernel/actor.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "kill_test_key_of_more_than_32_characters";
const ORDERS = 150;
/** The concurrency of the Orders screen's bulk actions. */
const WIDTH = 6;

const hub = testHub();
let actor: Actor;
let dataDir: string;
let server: ServerProcess;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await execute(hub, actor, ensureApiKey, { name: "kill test", key: KEY, scopes: [...scopes] });
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  server = await start();
});
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

const start = () => startServerProcess({ DATABASE_URL: hub.url, DATA_DIR: dataDir });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(met: () => boolean): Promise<void> {
  while (!met()) await pause(1);
}

interface Seen {
  readonly id: string;
  readonly version: number;
}

/** One attempt; undefined when the response was lost. */
async function ship({ id, version }: Seen): Promise<number | undefined> {
  const answer = fetch(`${server.origin}/api/v2/orders/${id}/shipments`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      "idempotency-key": `ship-${id}`,
      "if-match": `"${version}"`,
    },
    body: JSON.stringify({ trackingNumber: `T-${id}` }),
  });
  const status = await answer.then((response) => response.status).catch(() => undefined);
  return status === undefined || status >= 500 || status === 409 ? undefined : status;
}

/** Retries the same call until it gets a response. */
async function shipAtLast(order: Seen, onAnswer: () => void): Promise<number> {
  for (;;) {
    const status = await ship(order);
    if (status !== undefined) {
      onAnswer();
      return status;
    }
    await pause(25 + Math.random() * 50);
  }
}

it("orders shipped in bulk while the server is killed ship exactly once each when the action is repeated", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: ORDERS }]);
  const input = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
  const orders = await Promise.all(
    Array.from({ length: ORDERS }, async () => (await execute(hub, actor, placeOrder, input)).output.order),
  );
  let answered = 0;
  const queue = orders.values();
  const worker = async () => {
    const statuses: number[] = [];
    for (const order of queue) statuses.push(await shipAtLast(order, () => (answered += 1)));
    return statuses;
  };
  const running = Promise.all(Array.from({ length: WIDTH }, worker));
  await until(() => answered >= 8);
  await server.kill();
  expect(answered).toBeLessThan(ORDERS);
  server = await start();
  expect(new Set((await running).flat())).toEqual(new Set([200]));
  const [counted] = await hub.db.sql`
    select count(*)::int as shipments, count(distinct order_id)::int as orders from shipments
    where tenant_id = ${actor.tenantId}`;
  expect(counted).toEqual({ shipments: ORDERS, orders: ORDERS });
  const [level] = await hub.db.sql`
    select on_hand, reserved from stock_levels where tenant_id = ${actor.tenantId}`;
  expect(level).toEqual({ on_hand: 0, reserved: 0 });
  expect(await auditTenant(hub.db.read(actor.tenantId))).toMatchObject({ ok: true });
}, 120_000);
