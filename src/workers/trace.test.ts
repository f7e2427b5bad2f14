import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { testProvider } from "#integrations/payments/test-provider.ts";
import { createFileStore } from "#integrations/storage/create-store.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint, startWorker, type TestWorker } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";
import { createJobs } from "./jobs.ts";
import { type Runner, startRunner } from "./runner.ts";

const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const log = { info: () => {}, warn: () => {}, error: () => {} };

const hub = testHub();
let actor: Actor;
let receiver: Receiver;
let deliveries: TestWorker;
let runner: Runner;
const http = new HttpOut({ allowPrivate: false });

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100 }]);
  receiver = await startReceiver();
  deliveries = await startWorker(hub);
  const files = createFileStore(undefined, { folder: tmpdir(), secret: "test secret", publicUrl: "http://localhost" });
  const outside = {
    files,
    http,
    mailer: undefined,
    publicUrl: "http://localhost",
    unpaidHoldDays: undefined,
    erp: undefined,
  };
  const jobs = createJobs({ ...outside, providers: { test: testProvider } });
  runner = await startRunner({ hub, log, jobs, onError: () => {} });
  await runner.work();
  await hub.relay();
});
afterAll(async () => {
  await Promise.all([runner.stop(), deliveries.stop(), http.close()]);
  await receiver.close();
});

it("a call's trace continues in its events' webhooks and jobs, and in the events of those", async () => {
  await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.placed", "payment.*"] });
  const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }], payment: { method: "test" } };
  await execute(hub, actor, placeOrder, order, { trace: TRACE });
  await hub.relay();
  const answered = () => hub.db.sql<{ type: string; trace: string | null }[]>`
    select type, trace from events where tenant_id = ${actor.tenantId} and transport = 'worker'`;
  await until(async () => (await answered()).length > 0);
  const written = await answered();
  expect(written.every(({ trace }) => trace === TRACE)).toBe(true);
  await hub.relay();
  const told = () => receiver.received.map(({ body }) => String(JSON.parse(body).type));
  await until(() => told().includes(written[0]?.type ?? ""));
  expect(told()).toContain("order.placed");
  expect(receiver.received.every(({ headers }) => headers["traceparent"] === TRACE)).toBe(true);
});

it("a call without a trace adds none to its events", async () => {
  receiver.received.length = 0;
  await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  await hub.relay();
  await until(() => receiver.received.length === 1);
  expect(receiver.received[0]?.headers["traceparent"]).toBeUndefined();
});
