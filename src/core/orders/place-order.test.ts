import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { isHubError } from "../kernel/errors.ts";
import { execute } from "../runtime/execute.ts";
import { placeOrder } from "./place-order.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const order = (sku: string, quantity = 1, more: object = {}) => ({
  channel: "web",
  lines: [{ sku, quantity }],
  ...more,
});

async function codes(calls: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const settled of await Promise.allSettled(calls)) {
    const name =
      settled.status === "fulfilled" ? "ok" : isHubError(settled.reason) ? settled.reason.code : "unexpected";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe("placing orders", () => {
  it("rejects a withdrawn currency, unless the channel still has it", async () => {
    await addArticles(hub, actor, [{ sku: "L" }]);
    const priced = { channel: "web", currency: "BGN", lines: [{ sku: "L", quantity: 1, unitPrice: 1956 }] };
    const refused = execute(hub, actor, placeOrder, priced);
    await expect(refused).rejects.toMatchObject({ code: "request.invalid", errors: [{ pointer: "/currency" }] });
    await hub.db.sql`update channels set currency = 'BGN' where tenant_id = ${actor.tenantId} and code = 'web'`;
    const { output } = await execute(hub, actor, placeOrder, priced);
    expect(output.order).toMatchObject({ currency: "BGN", totals: { total: 1956 } });
  });

  it("returns the whole order and its totals", async () => {
    await addArticles(hub, actor, [{ sku: "A", price: 295 }]);
    const { output } = await execute(hub, actor, placeOrder, {
      ...order("A", 2),
      externalId: "A-1001",
      shippingTotal: 500,
      customer: { email: "A@Example.com", name: "A. Person" },
      payment: { method: "manual" },
    });
    expect(output.created).toBe(true);
    expect(output.order).toMatchObject({
      number: "1001",
      status: "processing",
      paymentStatus: "paid",
      totals: { subtotal: 590, shipping: 500, total: 1090, paid: 1090, due: 0 },
      customer: { email: "a@example.com" },
      reservations: [{ location: "main", quantity: 2 }],
    });
  });

  it("sells exactly 50 of 50 units to 200 concurrent buyers in two processes", async () => {
    await addArticles(hub, actor, [{ sku: "HOT", onHand: 50 }]);
    const buyers = Array.from({ length: 200 }, (_, i) => execute(i % 2 ? hub : rival, actor, placeOrder, order("HOT")));
    expect(await codes(buyers)).toEqual({ ok: 50, "inventory.insufficient_stock": 150 });
    const [level] = await hub.db.sql`select reserved, on_hand from stock_levels where tenant_id = ${actor.tenantId}`;
    expect(level).toEqual({ reserved: 50, on_hand: 50 });
  });

  it("sums the demand of two lines for the same article before it checks stock", async () => {
    await addArticles(hub, actor, [{ sku: "A", onHand: 5 }]);
    const both = {
      channel: "web",
      lines: [
        { sku: "A", quantity: 3 },
        { sku: "A", quantity: 3 },
      ],
    };
    await expect(execute(hub, actor, placeOrder, both)).rejects.toMatchObject({
      code: "inventory.insufficient_stock",
      errors: [{ pointer: "/lines/1", sku: "A", requested: 3, available: 2 }],
    });
  });

  it("creates one order for 50 concurrent calls with one idempotency key in two processes", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const call = (i: number) => execute(i % 2 ? hub : rival, actor, placeOrder, order("A"), { idempotencyKey: "k1" });
    const seen = await codes(Array.from({ length: 50 }, (_, i) => call(i)));
    expect(Object.keys(seen).filter((code) => code !== "ok" && code !== "idempotency.in_progress")).toEqual([]);
    const again = await call(0);
    expect(again.replayed).toBe(true);
    const [row] = await hub.db.sql`select count(*)::int as count from orders where tenant_id = ${actor.tenantId}`;
    expect(row).toEqual({ count: 1 });
  });

  it("creates one order for 50 concurrent calls with different idempotency keys and one external id", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    const calls = Array.from({ length: 50 }, (_, i) =>
      execute(i % 2 ? hub : rival, actor, placeOrder, order("A", 1, { externalId: "X-1" }), {
        idempotencyKey: `k${i}`,
      }),
    );
    expect(await codes(calls)).toEqual({ ok: 50 });
    const outputs = await Promise.all(calls);
    const made = outputs.filter((result) => result.output.created);
    expect(made).toHaveLength(1);
    expect(new Set(outputs.map((result) => result.output.order.id)).size).toBe(1);
  });

  it("rejects the same external id with other content", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    await execute(hub, actor, placeOrder, order("A", 1, { externalId: "X-1" }));
    await expect(execute(hub, actor, placeOrder, order("A", 2, { externalId: "X-1" }))).rejects.toMatchObject({
      code: "order.duplicate",
      kind: "conflict",
    });
  });

  it("writes gapless sequences per subject, and the relay gives every event a position", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => execute(i % 2 ? hub : rival, actor, placeOrder, order("A"))),
    );
    await hub.relay();
    const rows = await hub.db.sql<{ subject: string; sequence: number }[]>`
      select e.subject_id as subject, e.sequence from feed f join events e on e.n = f.n
      where f.tenant_id = ${actor.tenantId} order by f.position`;
    const last = new Map<string, number>();
    for (const { subject, sequence } of rows) {
      expect(sequence).toBe((last.get(subject) ?? 0) + 1);
      last.set(subject, sequence);
    }
    expect([...last.keys()]).toHaveLength(21);
  });
});
