import { beforeEach, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, type TestHub, testHub, testRival } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import { adjustStock, countStock, listLevels, listMovements } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const count = async (onHand: number, at = hub, sku = "A") =>
  (await execute(at, actor, countStock, { sku, location: "main", onHand })).output;
const levels = async () => (await execute(hub, actor, listLevels, {})).output.data;

it("a count sets the level, and the difference is one movement", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: 7 }]);
  expect(await count(10)).toMatchObject({ difference: 3, level: { onHand: 10, available: 10 } });
  expect(await count(0)).toMatchObject({ difference: -10, level: { onHand: 0 } });
  expect(await count(0)).toMatchObject({ difference: 0, level: { onHand: 0 } });
  const { output } = await execute(hub, actor, listMovements, { sku: "A" });
  expect(output.data.map(({ type, quantity }) => [type, quantity])).toEqual([
    ["count", -10],
    ["count", 3],
    ["opening", 7],
  ]);
});

it("a count below what is reserved backorders the newest orders, and a later one covers them", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: 10 }]);
  for (const quantity of [4, 6])
    await execute(hub, actor, placeOrder, { channel: "web", lines: [{ sku: "A", quantity }] });
  expect(await count(5)).toMatchObject({ level: { onHand: 5, reserved: 5, backordered: 5 } });
  expect(await count(12)).toMatchObject({ level: { onHand: 12, reserved: 10, backordered: 0, available: 2 } });
});

it("concurrent counts and adjustments of one article in two processes are serialised", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: 0 }]);
  const adjust = (at: TestHub) =>
    execute(at, actor, adjustStock, { sku: "A", location: "main", delta: 1, reason: "found" });
  await Promise.all([
    ...Array.from({ length: 40 }, (_, n) => count(n, n % 2 ? hub : rival)),
    ...Array.from({ length: 40 }, (_, n) => adjust(n % 2 ? hub : rival)),
  ]);
  const [level] = await levels();
  const [sum] = await hub.db.sql<{ moved: number }[]>`
    select sum(quantity)::int as moved from stock_movements where tenant_id = ${actor.tenantId}`;
  expect(level?.onHand).toBe(sum?.moved);
});

it("an unknown article or location is rejected without affecting other calls of the batch", async () => {
  await addArticles(hub, actor, [{ sku: "A", onHand: 1 }]);
  const [known, unknown] = await Promise.allSettled([count(3), count(3, hub, "NONE")]);
  expect(known).toMatchObject({ status: "fulfilled", value: { difference: 2 } });
  expect(unknown).toMatchObject({ reason: { kind: "not_found", code: "inventory.unknown_level" } });
});
