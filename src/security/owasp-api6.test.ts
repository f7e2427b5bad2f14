import { describe, expect, it } from "vitest";
import { z } from "zod";
import { auditTenant } from "#core/audit/index.ts";
import { newId } from "#core/kernel/ids.ts";
import { attackedHub, placedBy } from "#testing/attacks/attacked.ts";

/** API6:2023 Unrestricted Access to Sensitive Business Flows: stock and money cannot be drained by calling often or at once. */
const attacked = attackedHub();
const { send } = attacked;
const Placed = z.object({ id: z.string(), version: z.int(), totals: z.object({ paid: z.int(), refunded: z.int() }) });
const order = async (more: object = {}) => {
  const paid = { payment: { method: "manual", capture: true } };
  const { id } = await placedBy(attacked, attacked.ours, { ...paid, ...more });
  return Placed.parse((await send("GET", `/api/v2/orders/${id}`, { token: attacked.ours.token })).json);
};
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  send("POST", `/api/v2/${path}`, { token: attacked.ours.token, body, headers });

it("twenty buyers at once get the five that there are", async () => {
  const tries = Array.from({ length: 20 }, () =>
    post("orders", { channel: "web", lines: [{ sku: "B", quantity: 1 }] }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect([
    statuses.filter((status) => status === 201).length,
    statuses.filter((status) => status === 409).length,
  ]).toEqual([5, 15]);
});

it("twenty refunds at once give back what was paid, once", async () => {
  const { id, totals } = await order();
  expect(totals.paid).toBeGreaterThan(0);
  const refund = () => post(`orders/${id}/refunds`, { amount: totals.paid, reason: "x" });
  const statuses = (await Promise.all(Array.from({ length: 20 }, refund))).map(({ status }) => status);
  expect(statuses.filter((status) => status < 300)).toHaveLength(1);
  const { json } = await send("GET", `/api/v2/orders/${id}`, { token: attacked.ours.token });
  expect(Placed.parse(json).totals).toEqual({ paid: totals.paid, refunded: totals.paid });
});

it("twenty copies of one order with the same external id are one", async () => {
  const externalId = newId();
  const body = { channel: "web", externalId, lines: [{ sku: "A", quantity: 1 }] };
  const ids = (await Promise.all(Array.from({ length: 20 }, () => post("orders", body)))).map(({ json }) => json["id"]);
  expect(new Set(ids).size).toBe(1);
});

it("an order is cancelled and shipped at once by one of the two", async () => {
  const { id, version } = await order();
  const headers = { "if-match": `"${version}"` };
  const both = await Promise.all([
    post(`orders/${id}/cancel`, { reason: "x" }, headers),
    post(`orders/${id}/shipments`, {}, headers),
  ]);
  expect(both.filter(({ status }) => status < 300)).toHaveLength(1);
});

describe("amounts that pay the caller are refused", () => {
  it.each<[string, object]>([
    ["a negative quantity", { lines: [{ sku: "A", quantity: -1 }] }],
    ["a negative price", { lines: [{ sku: "A", quantity: 1, unitPrice: -500 }] }],
    ["negative shipping", { lines: [{ sku: "A", quantity: 1 }], shippingTotal: -1 }],
    ["a total beyond integers", { lines: [{ sku: "A", quantity: 1_000_000, unitPrice: 9_007_199_254_740_991 }] }],
    ["another currency than the prices", { lines: [{ sku: "A", quantity: 1 }], currency: "JPY" }],
  ])("%s", async (_, body) => {
    expect([400, 409]).toContain((await post("orders", { channel: "web", ...body })).status);
  });

  it.each([0, -1, 1.5, 9_007_199_254_740_991])("a refund of %s", async (amount) => {
    const { id } = await order();
    expect([400, 409]).toContain((await post(`orders/${id}/refunds`, { amount, reason: "x" })).status);
  });
});

it("money and stock balance after all of it", async () => {
  const { hub, ours } = attacked;
  expect(await auditTenant(hub.db.read(ours.actor.tenantId))).toMatchObject({ ok: true });
});
