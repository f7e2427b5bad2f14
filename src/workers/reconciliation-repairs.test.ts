import { describe, expect, it } from "vitest";
import { adjustStock, listLevels } from "#core/inventory/index.ts";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { listOrders } from "#core/orders/index.ts";
import { createPartner, ignoreDifference, repairAll, repairDifference } from "#core/reconciliation/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTestTenant, type TestHub } from "#testing/fixtures/hub.ts";
import { bodyOf, Reconciling } from "#testing/fixtures/reconciling.ts";
import { testShop } from "#testing/fixtures/shop.ts";

const shop = testShop();
const desk = new Reconciling(shop);

/** An endpoint inserted directly: creating one is not under test here. */
async function endpoint(eventTypes: string[] = ["order.*"]): Promise<string> {
  const [row] = await shop.hub.db.sql<{ id: string }[]>`
    insert into webhook_endpoints (tenant_id, id, url, event_types, max_concurrent)
    values (${shop.actor.tenantId}, ${newId()}, 'https://acme.net/hooks', ${eventTypes}, 1) returning id`;
  return row?.id ?? "";
}

describe("repairing orders", () => {
  it("places a missing order once under concurrent repairs", async () => {
    await shop.stock([{ sku: "A" }]);
    await desk.partner();
    const done = await desk.compared({ partner: "acme", orders: [{ externalId: "lost", order: bodyOf("lost") }] });
    const [lost] = await desk.differences(done.id);
    expect(lost).toMatchObject({ repairs: ["here"], why: null });
    const repair = (hub: TestHub) => shop.run(repairDifference, { id: lost?.id }, { hub });
    const settled = await Promise.allSettled([shop.hub, shop.rival, shop.hub, shop.rival].map(repair));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await shop.run(listOrders, {})).data).toMatchObject([{ externalId: "lost" }]);
    expect(await desk.differences(done.id)).toMatchObject([
      { state: "repaired", note: expect.stringContaining("Placed as order"), settledBy: "test" },
    ]);
    await expect(repair(shop.hub)).rejects.toMatchObject({ code: "reconciliation.settled" });
  });

  it("leaves a difference open when the order cannot be placed", async () => {
    await shop.stock([{ sku: "A", onHand: 0 }]);
    await desk.partner();
    const done = await desk.compared({ partner: "acme", orders: [{ externalId: "lost", order: bodyOf("lost") }] });
    const [lost] = await desk.differences(done.id);
    await expect(shop.run(repairDifference, { id: lost?.id })).rejects.toMatchObject({
      code: "inventory.insufficient_stock",
    });
    expect(await desk.differences(done.id)).toMatchObject([{ state: "open" }]);
  });

  it("resends the events of an order missing at the partner, to the partner's endpoint only", async () => {
    await shop.stock([{ sku: "A" }]);
    const [mine] = [await endpoint(), await endpoint()];
    await desk.partner({ endpointId: mine });
    const order = await desk.place("only-here");
    const done = await desk.compared({ partner: "acme", orders: [] });
    const [missing] = await desk.differences(done.id);
    await shop.run(repairDifference, { id: missing?.id });
    const sent = await shop.hub.db.sql`
      select endpoint_id as endpoint, subject_id as subject, type, replay from webhook_deliveries where tenant_id = ${shop.actor.tenantId}`;
    expect(sent).toEqual([{ endpoint: mine, subject: order.id, type: "order.placed", replay: true }]);
  });

  it("repairs all differences of a kind as the requesting user, and gives a reason for each that fails", async () => {
    await shop.stock([{ sku: "A", onHand: 2 }]);
    await desk.partner();
    const orders = ["a", "b", "c"].map((externalId) => ({ externalId, order: bodyOf(externalId) }));
    const done = await desk.compared({ partner: "acme", orders: [...orders, { externalId: "d" }] });
    const manager = userActor({ id: newId(), name: "Mia", role: "manager", tenantId: shop.actor.tenantId });
    const { output } = await execute(shop.hub, manager, repairAll, { id: done.id, kind: "missing_here" });
    expect(output).toMatchObject({ open: 4 });
    await desk.work();
    const states = (await desk.differences(done.id)).map(({ state }) => state).toSorted();
    expect(states).toEqual(["failed", "failed", "repaired", "repaired"]);
    expect(await desk.differences(done.id)).toContainEqual(
      expect.objectContaining({ key: "d", state: "failed", note: expect.stringContaining("`order`") }),
    );
    const [event] = await shop.hub.db.sql`
      select actor_type as type, actor_name as name from events where tenant_id = ${shop.actor.tenantId} and type = 'order.placed' limit 1`;
    expect(event).toEqual({ type: "user", name: "Mia" });
  });

  it("grants no more than the requesting user's scopes", async () => {
    await shop.stock([{ sku: "A" }]);
    await desk.partner();
    const done = await desk.compared({ partner: "acme", orders: [{ externalId: "lost", order: bodyOf("lost") }] });
    const [lost] = await desk.differences(done.id);
    const clerk: Actor = {
      ...shop.actor,
      type: "user",
      scopes: new Set(["webhooks:read", "webhooks:write", "orders:read"]),
    };
    const repair = execute(shop.hub, clerk, repairDifference, { id: lost?.id });
    await expect(repair).rejects.toMatchObject({ kind: "forbidden", details: { scope: "orders:write" } });
    const stranger = await createTestTenant(shop.hub);
    const foreign = await Promise.allSettled([
      execute(shop.hub, stranger, repairDifference, { id: lost?.id }),
      execute(shop.hub, stranger, ignoreDifference, { id: lost?.id }),
    ]);
    for (const each of foreign) expect(each).toMatchObject({ status: "rejected", reason: { kind: "not_found" } });
    expect(await shop.run(ignoreDifference, { id: lost?.id, note: "a test order" })).toMatchObject({
      state: "ignored",
      note: "a test order",
    });
  });
});

describe("comparing and repairing stock", () => {
  it("a count is not booked over a shelf that has changed since it was compared", async () => {
    await shop.stock([{ sku: "A", onHand: 12 }]);
    await shop.run(createPartner, { code: "depot", name: "Depot", compares: "stock", location: "main" });
    const { id } = await desk.compared({ partner: "depot", stock: [{ sku: "A", onHand: 10 }] });
    await shop.run(adjustStock, { sku: "A", location: "main", delta: -3, reason: "loss" });
    const [difference] = await desk.differences(id);
    await expect(shop.run(repairDifference, { id: difference?.id, direction: "here" })).rejects.toMatchObject({
      code: "reconciliation.cannot_repair",
      message: expect.stringContaining("compare again"),
    });
    expect((await shop.run(listLevels, { sku: "A" })).data).toMatchObject([{ onHand: 9 }]);
  });

  it("applies the partner's count once, or sends ours again, as chosen", async () => {
    await shop.stock([
      { sku: "A", onHand: 10 },
      { sku: "B", onHand: 5 },
      { sku: "C", onHand: 7 },
      { sku: "D", onHand: 0 },
    ]);
    await shop.run(createPartner, { code: "depot", name: "Depot", compares: "stock", location: "main" });
    const stock = [
      { sku: "A", onHand: 8 },
      { sku: "B", available: 9 },
      { sku: "X", onHand: 1 },
    ];
    const done = await desk.compared({ partner: "depot", stock });
    expect(done.counts).toEqual({ theirs: 3, ours: 3, agree: 0, missingHere: 1, missingThere: 1, differ: 2 });
    const [a, b, c, x] = await desk.differences(done.id);
    expect(a).toMatchObject({ key: "A @ main", fields: ["onHand"], repairs: ["here", "there"] });
    expect(b).toMatchObject({ key: "B @ main", fields: ["available"], repairs: ["there"] });
    expect(c).toMatchObject({ key: "C @ main", kind: "missing_there", repairs: ["there"] });
    expect(x).toMatchObject({ key: "X @ main", kind: "missing_here", repairs: [] });
    await expect(shop.run(repairDifference, { id: a?.id })).rejects.toMatchObject({
      code: "reconciliation.direction_needed",
    });
    const repair = (hub: TestHub) => shop.run(repairDifference, { id: a?.id, direction: "here" }, { hub });
    const settled = await Promise.allSettled([shop.hub, shop.rival, shop.hub].map(repair));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await shop.run(listLevels, { sku: "A" })).data).toMatchObject([{ onHand: 8 }]);
    await shop.run(repairDifference, { id: c?.id });
    const [told] = await shop.hub.db.sql`
      select data->>'sku' as sku from events where tenant_id = ${shop.actor.tenantId} and type = 'stock.changed' order by n desc limit 1`;
    expect(told).toEqual({ sku: "C" });
    await expect(shop.run(repairDifference, { id: x?.id })).rejects.toMatchObject({
      code: "reconciliation.cannot_repair",
    });
  });
});
