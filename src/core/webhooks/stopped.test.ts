import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import * as webhooks from "./index.ts";

const hub = testHub();
let actor: Actor;
let endpointId: string;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  endpointId = (await addEndpoint(hub, actor, { url: "http://127.0.0.1:9/", eventTypes: ["order.placed"] })).id;
});

async function place(count = 1) {
  for (let n = 0; n < count; n += 1)
    await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });
  await hub.relay();
}
const list = async (filters: object = {}) =>
  (await execute(hub, actor, webhooks.listDeliveries, { limit: 100, ...filters })).output.data;
const detail = async () => (await execute(hub, actor, webhooks.getEndpoint, { id: endpointId })).output;
const failed = async () => (await execute(hub, actor, webhooks.overview, {})).output.failed;
const fail = () => hub.db.sql`
  update webhook_deliveries set state = 'failed', attempts = 10, finished_at = now()
  where tenant_id = ${actor.tenantId} and endpoint_id = ${endpointId}`;
const resume = (waiting?: "deliver" | "cancel") =>
  execute(hub, actor, webhooks.resumeEndpoint, { id: endpointId, waiting });

const stops = {
  paused: () => execute(hub, actor, webhooks.pauseEndpoint, { id: endpointId }),
  disabled: async () =>
    execute(hub, actor, webhooks.reportHealth, { id: endpointId, version: (await detail()).version, report: "gone" }),
};

describe.each(["paused", "disabled"] as const)("while an endpoint is %s", (stop) => {
  it("deliveries of a stopped endpoint wait, neither failed nor retrying; resuming sends or cancels them", async () => {
    await stops[stop]();
    await place(2);
    expect(await list()).toMatchObject([
      { state: "pending", waitingFor: stop, attempts: 0 },
      { state: "pending", waitingFor: stop },
    ]);
    expect(await detail()).toMatchObject({ status: stop, pending: 2, failed: 0 });
    expect((await execute(hub, actor, webhooks.overview, {})).output).toMatchObject({ failed: 0, retrying: 0 });
    await resume();
    expect(await list()).toMatchObject([
      { state: "pending", waitingFor: null },
      { state: "pending", waitingFor: null },
    ]);
    await stops[stop]();
    await place();
    expect((await resume("cancel")).output).toMatchObject({ status: "enabled", disabledReason: null });
    expect((await list()).map(({ state }) => state)).toEqual(["cancelled", "cancelled", "cancelled"]);
    await place();
    expect(await list({ state: "pending" })).toHaveLength(1);
  });

  it("a manual retry waits for the endpoint, and its delivery counts as failed until an attempt is recorded", async () => {
    await place(3);
    await fail();
    await stops[stop]();
    const [one] = await list();
    const retried = (await execute(hub, actor, webhooks.retryDelivery, { id: one?.id })).output;
    expect(retried).toMatchObject({ state: "pending", waitingFor: stop });
    expect([await failed(), (await detail()).failed]).toEqual([3, 3]);
    expect((await execute(hub, actor, webhooks.retryFailed, { id: endpointId })).output).toEqual({
      count: 2,
      waitingFor: stop,
    });
    expect([await failed(), (await detail()).failed]).toEqual([3, 3]);
    expect(await list({ failing: true })).toHaveLength(3);
    expect(await list({ retrying: true })).toEqual([]);
    await execute(hub, actor, webhooks.cancelDelivery, { id: one?.id });
    expect(await failed()).toBe(2);
    await resume();
    expect(await failed()).toBe(2);
  });

  it("a replay is queued to wait for the endpoint; a test is rejected, because it could only wait", async () => {
    await place(2);
    await stops[stop]();
    const from = new Date(Date.now() - 60_000).toISOString();
    const replay = await execute(hub, actor, webhooks.replayEvents, { id: endpointId, from });
    expect(replay.output).toEqual({ count: 2, waitingFor: stop });
    await expect(execute(hub, actor, webhooks.sendTest, { id: endpointId })).rejects.toMatchObject({
      code: `webhook.endpoint_${stop}`,
    });
  });
});
