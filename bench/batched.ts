/**
 * `npm run bench -- --only batched`: what callers send in bulk, by 32 of them, each with its next call once the last is
 * answered; in turns as it is and with a transaction for each call.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createShipment, deliverShipment } from "#core/fulfillment/index.ts";
import { adjustStock } from "#core/inventory/index.ts";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import type { Command } from "#core/kernel/operation.ts";
import { OrderView } from "#core/order/schemas.ts";
import { placeOrder } from "#core/orders/index.ts";
import { createPayment, refundPayment } from "#core/payments/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { ARTICLES, createFixture } from "./fixture.ts";
import { keepResult, machine, quiet, say } from "./servers.ts";

const CALLERS = 32;
const ROUNDS = 3;
const CALLS_PER_SECOND = 100;

interface Bench {
  readonly hub: TestHub;
  readonly actor: Actor;
}

interface Step {
  readonly operation: Command;
  readonly input: (order: OrderView) => object;
}

const amount = 1;
/** In the order in which an order can go through them. */
const STEPS: readonly Step[] = [
  { operation: createPayment, input: ({ id }) => ({ orderId: id, method: "manual" }) },
  { operation: refundPayment, input: ({ id }) => ({ orderId: id, amount, reason: "bench" }) },
  { operation: createShipment, input: ({ id }) => ({ orderId: id }) },
  { operation: deliverShipment, input: ({ id, shipments }) => ({ orderId: id, shipmentId: shipments[0]?.id }) },
  {
    operation: adjustStock,
    input: ({ lines }) => ({ sku: lines[0]?.sku, location: "main", delta: 1, reason: "receipt" }),
  },
];

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const caller = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return results;
}

async function placed({ hub, actor }: Bench, count: number): Promise<OrderView[]> {
  const line = (index: number) => ({ sku: `SKU-${index % ARTICLES}`, quantity: 2 });
  const indexes = Array.from({ length: count }, (_, index) => index);
  return each(indexes, async (index) => {
    const order = { channel: "web", lines: [line(index), line(index * 7 + 1)] };
    return (await execute(hub, actor, placeOrder, order)).output.order;
  });
}

/** Calls per second; answers the orders as they are afterwards. */
async function timed({ hub, actor }: Bench, { operation, input }: Step, orders: readonly OrderView[]) {
  const startedMs = performance.now();
  const outputs = await each(orders, async (order) => (await execute(hub, actor, operation, input(order))).output);
  const rate = (1000 * orders.length) / (performance.now() - startedMs);
  const after = outputs.map((output, index) => OrderView.safeParse(output).data ?? orders[index]);
  return { rate, orders: after.filter((order) => order !== undefined) };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function rounds(bench: Bench, count: number) {
  const rates = STEPS.map(() => ({ batched: [] as number[], alone: [] as number[] }));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const batched of [true, false]) {
      let orders = await placed(bench, count);
      for (const [index, step] of STEPS.entries()) {
        const operation = { ...step.operation, batched };
        const done = await timed(bench, { ...step, operation }, orders);
        rates[index]?.[batched ? "batched" : "alone"].push(done.rate);
        orders = done.orders;
      }
    }
  return STEPS.map(({ operation: { name } }, index) => {
    const { batched = [], alone = [] } = rates[index] ?? {};
    return { name, batched: middle(batched), alone: middle(alone), ratio: middle(batched) / middle(alone) };
  });
}

export async function benchBatched(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixture = await createFixture(server.url, "bench_batched");
  const hub = createTestHub(fixture.url);
  try {
    const bench = { hub, actor: systemActor(asTenantId(fixture.tenantId), "bench") };
    const measured = await rounds(bench, seconds * CALLS_PER_SECOND);
    for (const { name, batched, alone, ratio } of measured)
      say(`${name.padEnd(20)} ${batched.toFixed(0)}/s batched, ${alone.toFixed(0)}/s alone: ${ratio.toFixed(1)} times`);
    await keepResult("batched", { what: "commands in batches", machine: machine(), callers: CALLERS, measured });
  } finally {
    await hub.close();
    await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
