import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import { adjustStock, listLevels, previewAdjustment } from "./index.ts";

const hub = testHub();
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const level = { sku: "A", location: "main" };
const place = async (quantity: number, name: string) =>
  (
    await execute(hub, actor, placeOrder, {
      channel: "web",
      customer: { name },
      lines: [{ sku: "A", quantity }],
    })
  ).output.order;
const preview = async (delta: number) => (await execute(hub, actor, previewAdjustment, { ...level, delta })).output;
const adjust = async (delta: number) =>
  (await execute(hub, actor, adjustStock, { ...level, delta, reason: "count" })).output;

describe("previewing an adjustment", () => {
  it("predicts what booking then does, in both directions, and books nothing", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
    await place(4, "Ada");
    const [second, third] = [await place(4, "Bob"), await place(2, "Cy")];
    const short = await preview(-5);
    expect(short.waiting).toEqual([
      { id: third.id, number: third.number, customer: "Cy", units: 2 },
      { id: second.id, number: second.number, customer: "Bob", units: 3 },
    ]);
    expect((await execute(hub, actor, listLevels, { sku: "A" })).output.data).toMatchObject([{ onHand: 10 }]);
    const { updatedAt: _, ...booked } = await adjust(-5);
    expect(short.level).toMatchObject(booked);
    const more = await preview(3);
    expect(more.covered).toEqual([{ id: second.id, number: second.number, customer: "Bob", units: 3 }]);
    expect(more.level).toMatchObject({ onHand: 8, reserved: 8, backordered: 2 });
    const { updatedAt: __, ...after } = await adjust(3);
    expect(more.level).toMatchObject(after);
  });

  it("rejects what booking rejects", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 1 }]);
    await expect(preview(-2)).rejects.toMatchObject({ code: "inventory.negative_stock" });
    const elsewhere = { ...level, location: "moon", delta: 1 };
    await expect(execute(hub, actor, previewAdjustment, elsewhere)).rejects.toMatchObject({
      code: "inventory.unknown_level",
    });
  });
});
