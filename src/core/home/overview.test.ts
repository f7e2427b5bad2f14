import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { holdOrder, placeOrder } from "../orders/index.ts";
import { execute } from "../runtime/execute.ts";
import { overview } from "./index.ts";

let now = new Date();
const hub = Object.assign(testHub(), { clock: () => now });
let actor: Actor;

beforeEach(async () => {
  now = new Date();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [
    { sku: "A", onHand: 100, price: 500 },
    { sku: "B", onHand: 2, price: 1000 },
  ]);
});

const read = async () => (await execute(hub, actor, overview, {})).output;
async function placeAt(at: string, sku: string, more: object = {}) {
  now = new Date(at);
  const input = { channel: "web", lines: [{ sku, quantity: 2 }], ...more };
  return (await execute(hub, actor, placeOrder, input)).output.order;
}

describe("the overview", () => {
  it("counts open work", async () => {
    const paid = { payment: { method: "manual" } };
    await placeAt("2026-07-01T10:00:00Z", "A", paid);
    const held = await placeAt("2026-07-06T10:00:00Z", "A", paid);
    await placeAt("2026-07-06T11:00:00Z", "B", paid);
    await execute(hub, actor, holdOrder, { id: held.id, reason: "manual" });
    await placeAt("2026-07-06T12:00:00Z", "A");
    expect((await read()).counts).toEqual({ toShip: 2, late: 1, held: 1, unpaid: 1, stockLow: 1, deliveriesFailed: 0 });
  });

  it("splits days at midnight in the tenant's time zone", async () => {
    await placeAt("2026-06-29T22:59:00Z", "A"); // 23:59 in London
    await placeAt("2026-06-29T23:01:00Z", "A"); // 00:01 the next day
    now = new Date("2026-06-30T12:00:00Z");
    const { days, today, weekAgo } = await read();
    expect(days).toHaveLength(30);
    expect(days.slice(-2)).toEqual([
      { date: "2026-06-29", orders: 1, sales: 1000 },
      { date: "2026-06-30", orders: 1, sales: 1000 },
    ]);
    expect(days[0]).toEqual({ date: "2026-06-01", orders: 0, sales: 0 });
    expect(today).toEqual({ orders: 1, sales: 1000 });
    expect(weekAgo).toEqual({ orders: 0, sales: 0 });
  });

  it("compares today with the same weekday up to the same time, across a clock change", async () => {
    await placeAt("2026-10-19T08:30:00Z", "A"); // Monday 09:30 in summer time
    await placeAt("2026-10-19T09:30:00Z", "A"); // Monday 10:30
    now = new Date("2026-10-26T10:00:00Z"); // Monday 10:00 in winter time
    expect((await read()).weekAgo).toEqual({ orders: 1, sales: 1000 });
  });

  it("lists best-selling articles and latest activity", async () => {
    await placeAt("2026-07-06T10:00:00Z", "A");
    await placeAt("2026-07-06T10:01:00Z", "A");
    await placeAt("2026-07-06T10:02:00Z", "B");
    now = new Date("2026-07-06T10:03:00Z");
    const { topArticles, activity } = await read();
    expect(topArticles).toMatchObject([
      { sku: "A", name: "Article A", units: 4, sales: 2000 },
      { sku: "B", units: 2, sales: 2000 },
    ]);
    expect(activity[0]).toMatchObject({ type: "stock.low", label: "B" });
    expect(activity.map(({ type }) => type)).not.toContain("stock.changed");
  });
});
