/**
 * `npm run bench -- --only batched`: what callers send in bulk, by 32 of them, each with its next call once the last is
 * answered; in turns as it is and with a transaction for each call. Statements are counted by PostgreSQL, CPU is that of
 * the hub's process, callers included.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { createShipment, deliverShipment, trackShipment } from "#core/fulfillment/index.ts";
import { adjustStock } from "#core/inventory/index.ts";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import type { Command } from "#core/kernel/operation.ts";
import { OrderView } from "#core/order/schemas.ts";
import { cancelOrder, getOrder, placeOrder } from "#core/orders/index.ts";
import { answerPayment, createPayment, refundPayment, voidPayment } from "#core/payments/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { startEmbedded } from "#db/embedded.ts";
import { createTestHub, type TestHub } from "#testing/fixtures/hub.ts";
import { ARTICLES, createFixture } from "./fixture.ts";
import { keepResult, machine, quiet, say } from "./servers.ts";
import { addExtension, counting } from "./statements.ts";

const CALLERS = 32;
const ROUNDS = 3;
const CALLS_PER_SECOND = 100;

interface Bench {
  readonly hub: TestHub;
  readonly actor: Actor;
  /** Of the database whose statements are counted. */
  readonly admin: Sql;
  /** Orders per pass through all steps. */
  readonly count: number;
}

interface Step {
  readonly operation: Command;
  readonly input: (order: OrderView) => object;
  /** Advances an order to the step; not measured. */
  readonly before?: (bench: Bench, order: OrderView) => Promise<void>;
}

const amount = 1;
/** In the order of an order's lifecycle. */
const PAID: readonly Step[] = [
  { operation: createPayment, input: ({ id }) => ({ orderId: id, method: "manual" }) },
  { operation: refundPayment, input: ({ id }) => ({ orderId: id, amount, reason: "bench" }) },
  { operation: createShipment, input: ({ id }) => ({ orderId: id, carrier: "UPS", trackingNumber: id }) },
  { operation: trackShipment, input: ({ id }) => ({ trackingNumber: id, status: "in_transit" }) },
  { operation: deliverShipment, input: ({ id, shipments }) => ({ orderId: id, shipmentId: shipments[0]?.id }) },
  {
    operation: adjustStock,
    input: ({ lines }) => ({ sku: lines[0]?.sku, location: "main", delta: 1, reason: "receipt" }),
  },
];
const CALLED_OFF: readonly Step[] = [
  {
    operation: voidPayment,
    before: authorised,
    input: ({ id, payments }) => ({ orderId: id, paymentId: payments[0]?.id }),
  },
  { operation: cancelOrder, input: ({ id }) => ({ id, reason: "bench" }) },
];
const JOURNEYS = [PAID, CALLED_OFF];

async function authorised({ hub, actor }: Bench, { id }: OrderView): Promise<void> {
  const asking = { orderId: id, method: "test", capture: false };
  const [payment] = (await execute(hub, actor, createPayment, asking)).output.payments;
  const [asked] = await hub.db.sql<{ intentId: string }[]>`
    select intent_id as "intentId" from payment_events where tenant_id = ${actor.tenantId} and order_id = ${id}`;
  const answer = { orderId: id, paymentId: payment?.id, intentId: asked?.intentId, outcome: "succeeded" };
  await execute(hub, actor, answerPayment, answer);
}

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

interface Measured {
  readonly rate: number;
  readonly statements: number;
  readonly cpuMs: number;
  readonly postgresMs: number;
}

/** Returns the orders afterwards. */
async function timed(bench: Bench, { operation, input, before }: Step, orders: readonly OrderView[]) {
  const { hub, actor, admin } = bench;
  if (before !== undefined) {
    await each(orders, (order) => before(bench, order));
    orders = await each(orders, async ({ id }) => (await execute(hub, actor, getOrder, { id })).output);
  }
  await admin`select pg_stat_statements_reset()`;
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  const outputs = await each(orders, async (order) => (await execute(hub, actor, operation, input(order))).output);
  const rate = (1000 * orders.length) / (performance.now() - startedMs);
  const { user, system } = process.cpuUsage(cpu);
  const [row] = await admin<{ calls: number; ms: number }[]>`
    select sum(calls)::float8 as calls, sum(total_exec_time) as ms from pg_stat_statements s join pg_database d on d.oid = s.dbid
    where d.datname like 'bench_batched%'`;
  const after = outputs.map((output, index) => OrderView.safeParse(output).data ?? orders[index]);
  const measured: Measured = {
    rate,
    statements: (row?.calls ?? 0) / orders.length,
    cpuMs: (user + system) / 1000 / orders.length,
    postgresMs: (row?.ms ?? 0) / orders.length,
  };
  return { measured, orders: after.filter((order) => order !== undefined) };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const middles = (of: readonly Measured[] = []): Measured => ({
  rate: middle(of.map(({ rate }) => rate)),
  statements: middle(of.map(({ statements }) => statements)),
  cpuMs: middle(of.map(({ cpuMs }) => cpuMs)),
  postgresMs: middle(of.map(({ postgresMs }) => postgresMs)),
});

/** Takes new orders through the steps. */
async function journey(bench: Bench, steps: readonly Step[], batched: boolean) {
  let orders = await placed(bench, bench.count);
  const results: { name: string; batched: boolean; measured: Measured }[] = [];
  for (const step of steps) {
    const operation = { ...step.operation, batched };
    const done = await timed(bench, { ...step, operation }, orders);
    results.push({ name: operation.name, batched, measured: done.measured });
    orders = done.orders;
  }
  return results;
}

async function rounds(bench: Bench) {
  const results = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const batched of [true, false])
      for (const steps of JOURNEYS) results.push(...(await journey(bench, steps, batched)));
  return [...Map.groupBy(results, ({ name }) => name)].map(([name, all]) => {
    const of = (wanted: boolean) => all.filter((one) => one.batched === wanted).map(({ measured }) => measured);
    const [batched, alone] = [middles(of(true)), middles(of(false))];
    return { name, batched, alone, ratio: batched.rate / alone.rate };
  });
}

const told = ({ rate, statements, cpuMs, postgresMs }: Measured) =>
  `${rate.toFixed(0)}/s, a call ${statements.toFixed(2)} statements, ${cpuMs.toFixed(2)} ms CPU, ${postgresMs.toFixed(2)} ms in PostgreSQL`;

export async function benchBatched(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  await addExtension(dataDir);
  const server = await startEmbedded({ dataDir, log: quiet, settings: counting });
  const admin = postgres(server.url, { max: 1, onnotice: () => {} });
  const fixture = await createFixture(server.url, "bench_batched");
  const hub = createTestHub(fixture.url);
  try {
    const bench = {
      hub,
      actor: systemActor(asTenantId(fixture.tenantId), "bench"),
      admin,
      count: seconds * CALLS_PER_SECOND,
    };
    const measured = await rounds(bench);
    for (const { name, batched, alone, ratio } of measured)
      say(`${name.padEnd(18)} ${ratio.toFixed(1)} times: batched ${told(batched)}; alone ${told(alone)}`);
    await keepResult("batched", { what: "commands in batches", machine: machine(), callers: CALLERS, measured });
  } finally {
    await hub.close();
    await fixture.drop();
    await admin.end();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
