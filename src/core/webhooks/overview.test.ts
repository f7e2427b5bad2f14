import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { addEndpoint } from "#testing/fixtures/deliveries.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import { countReplay, listDeliveries, listEndpoints, muteDelivery, overview, replayEvents } from "./index.ts";

const hub = testHub();
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  await hub.relay();
});

const read = async () => (await execute(hub, actor, overview, {})).output;
const deliveries = async (filters: object = {}) => (await execute(hub, actor, listDeliveries, filters)).output.data;
const place = () => execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] });

/** As the worker would leave it. */
const leave = (id: string, state: string, attempts: number) => hub.db.sql`
  update webhook_deliveries set state = ${state}, attempts = ${attempts} where tenant_id = ${actor.tenantId} and id = ${id}`;

describe("delivery overview", () => {
  it("counts failed and unmuted, retrying and delivered deliveries, matching the lists with these filters", async () => {
    const { id } = await addEndpoint(hub, actor, { url: "http://127.0.0.1:9/", eventTypes: ["order.placed"] });
    for (let n = 0; n < 5; n += 1) await place();
    await hub.relay();
    expect(await read()).toMatchObject({
      failed: 0,
      retrying: 0,
      deliveredLastHour: 0,
      failingEndpoints: 0,
      medianMs: null,
    });

    const [first, second, third, fourth] = await deliveries();
    if (!first || !second || !third || !fourth) throw new Error("Five orders make five deliveries");
    await Promise.all([
      leave(first.id, "failed", 10),
      leave(second.id, "failed", 10),
      leave(third.id, "pending", 2),
      leave(fourth.id, "succeeded", 1),
    ]);
    await hub.db.sql`
      update webhook_lanes set failing_since = now() where tenant_id = ${actor.tenantId} and endpoint_id = ${id}`;
    expect(await read()).toMatchObject({ failed: 2, retrying: 1, deliveredLastHour: 1, failingEndpoints: 1 });
    expect(await deliveries({ retrying: true })).toMatchObject([{ id: third.id }]);
    const failing = await execute(hub, actor, listEndpoints, { failing: true });
    expect(failing.output.data).toMatchObject([{ id }]);

    await execute(hub, actor, muteDelivery, { id: first.id });
    expect(await read()).toMatchObject({ failed: 1 });
  });

  it("covers only the caller's tenant", async () => {
    await addEndpoint(hub, actor, { url: "http://127.0.0.1:9/" });
    await place();
    await hub.relay();
    for (const { id } of await deliveries()) await leave(id, "failed", 10);
    actor = await createTestTenant(hub);
    expect(await read()).toMatchObject({ failed: 0, retrying: 0, failingEndpoints: 0 });
  });
});

describe("a delivery", () => {
  it("shows the display name of its subject", async () => {
    await addEndpoint(hub, actor, { url: "http://127.0.0.1:9/", eventTypes: ["order.placed"] });
    const { order } = (await place()).output;
    await hub.relay();
    expect(await deliveries()).toMatchObject([{ subjectType: "order", subjectLabel: order.number }]);
  });
});

describe("a replay preview", () => {
  it("counts exactly what the replay then queues", async () => {
    await place();
    await place();
    await hub.relay();
    const { id } = await addEndpoint(hub, actor, { url: "http://127.0.0.1:9/", eventTypes: ["order.*", "stock.low"] });
    const input = {
      id,
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
    };
    const counted = (await execute(hub, actor, countReplay, input)).output.count;
    expect(counted).toBeGreaterThanOrEqual(2);
    expect((await execute(hub, actor, countReplay, { ...input, types: ["stock.*"] })).output.count).toBe(0);
    expect((await execute(hub, actor, replayEvents, input)).output.count).toBe(counted);
  });
});
