import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { noteOrder } from "#core/orders/note-order.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";

const ENDPOINTS = 6;
const ORDERS = 8;
const NOTES = 4;
/** Generous, because test machines may be busy. */
const PATIENCE_MS = 60_000;

const hub = testHub();
let receiver: Receiver;
const children: ChildProcess[] = [];

beforeAll(async () => {
  receiver = await startReceiver();
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});
afterAll(async () => {
  await receiver.close();
});

async function startProcess(): Promise<ChildProcess> {
  const entry = join(import.meta.dirname, "../../testing/servers/delivery-process.ts");
  const child = fork(entry, [hub.url], { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
  children.push(child);
  await once(child, "message");
  return child;
}

const holders = async () => {
  const rows = await hub.db.sql<{ holder: string; lanes: number }[]>`
    select holder, count(*)::int as lanes from webhook_lanes where holder is not null group by 1`;
  return rows.map(({ lanes }) => lanes).toSorted((a, b) => a - b);
};

it("loses nothing and keeps every subject's order when one of two workers is killed during deliveries", async () => {
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  await hub.relay();
  receiver.answer = (_request, response) => void setTimeout(() => response.end(), 15);
  for (let n = 0; n < ENDPOINTS; n += 1)
    await addEndpoint(hub, actor, { url: `${receiver.url}/${n}`, eventTypes: ["order.*"], maxConcurrent: 2 });
  const first = await startProcess();
  await until(async () => (await holders()).join() === "6", PATIENCE_MS);
  await startProcess();
  await until(async () => (await holders()).join() === "3,3", PATIENCE_MS); // the fair share of each
  const orders = await Promise.all(
    Array.from({ length: ORDERS }, () =>
      execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] }),
    ),
  );
  for (let note = 0; note < NOTES; note += 1)
    for (const { output } of orders) await execute(hub, actor, noteOrder, { id: output.order.id, text: `${note}` });
  await hub.relay();
  await until(() => receiver.received.length > 20, PATIENCE_MS);
  first.kill("SIGKILL");
  const left = async () => {
    const [row] = await hub.db.sql<
      { n: number }[]
    >`select count(*)::int as n from webhook_deliveries where state <> 'succeeded'`;
    return row?.n;
  };
  await until(async () => (await left()) === 0, PATIENCE_MS);
  expect(await holders()).toEqual([6]);
  const told = Map.groupBy(receiver.received, ({ path, body }) => `${path} ${/"subject":"([^"]+)"/.exec(body)?.[1]}`);
  expect(told.size).toBe(ENDPOINTS * ORDERS);
  for (const requests of told.values()) {
    const sequences = requests.map(({ body }) => Number(/"sequence":(\d+)/.exec(body)?.[1]));
    const firsts = sequences.filter((n, index) => sequences.indexOf(n) === index);
    expect(firsts).toEqual(Array.from({ length: NOTES + 1 }, (_, index) => index + 1));
  }
}, 180_000);
