import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { listDeliveries, replayEvents, retryDelivery, retryFailed } from "#core/webhooks/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint, startWorker, type TestWorker } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, type TestHub, testHub } from "#testing/fixtures/hub.ts";
import { type Receiver, startReceiver, until } from "#testing/fixtures/receiver.ts";

const HOUR_MS = 3_600_000;

const hub = testHub();
let actor: Actor;
let receiver: Receiver;
let worker: TestWorker | undefined;

const withClock = (offMs: number): TestHub => ({ ...hub, clock: () => new Date(Date.now() + offMs) });

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  receiver = await startReceiver();
});
afterEach(async () => {
  await worker?.stop();
  await receiver.close();
});

async function placed(): Promise<string> {
  const { id } = await addEndpoint(hub, actor, { url: receiver.url, eventTypes: ["order.placed"] });
  await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  await hub.relay();
  return id;
}

const allSent = async () => {
  const { data } = (await execute(hub, actor, listDeliveries, { limit: 100 })).output;
  return data.length > 0 && data.every(({ state }) => state === "succeeded");
};

describe.each([
  ["behind", -HOUR_MS],
  ["ahead", HOUR_MS],
])("a clock that is off by an hour, %s,", (_, offMs) => {
  it("in the delivering process delays nothing, and attempts carry PostgreSQL's time", async () => {
    await placed();
    worker = await startWorker(withClock(offMs));
    await until(allSent, 60_000);
    const [sent] = receiver.received;
    expect(Math.abs(Number(sent?.headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(600);
  }, 120_000);

  it("in the process that handles a redelivery request delays nothing", async () => {
    const id = await placed();
    worker = await startWorker(hub);
    await until(allSent, 60_000);
    const asked = withClock(offMs);
    const fail = () => hub.db.sql`
      update webhook_deliveries set state = 'failed' where tenant_id = ${actor.tenantId} and endpoint_id = ${id}`;
    const [delivery] = (await execute(hub, actor, listDeliveries, { limit: 1 })).output.data;
    const again = [
      () => execute(asked, actor, retryDelivery, { id: delivery?.id }),
      async () => {
        await fail();
        await execute(asked, actor, retryFailed, { id });
      },
      () =>
        execute(asked, actor, replayEvents, {
          id,
          from: new Date(Date.now() - HOUR_MS).toISOString(),
          to: new Date(Date.now() + HOUR_MS).toISOString(),
        }),
    ];
    for (const [index, ask] of again.entries()) {
      await ask();
      await until(allSent, 60_000);
      expect(receiver.received).toHaveLength(index + 2);
    }
  }, 120_000);
});
