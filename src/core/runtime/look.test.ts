import { describe, expect, it } from "vitest";
import { z } from "zod";
import { testShop } from "#testing/fixtures/shop.ts";
import { lookupProducts, lookupVariants, searchVariants } from "../catalog/index.ts";
import { lookupChannels, lookupLocations } from "../channels/index.ts";
import { createCustomer, lookupCustomers } from "../customers/index.ts";
import { createShipment, lookupShipments, lookupShipmentsOfOrders } from "../fulfillment/index.ts";
import { lookupLevels } from "../inventory/index.ts";
import type { Actor, Scope } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { type Lookup, lookup } from "../kernel/operation.ts";
import { lookupOrders, lookupTimelines, placeOrder } from "../orders/index.ts";
import { createPayment, lookupPayments, lookupPaymentsOfOrders } from "../payments/index.ts";
import { createUser, lookupUsers } from "../users/index.ts";
import { createEndpoint, listDeliveries, lookupDeliveries } from "../webhooks/index.ts";
import { lookThrough, lookUp } from "./execute.ts";
import type { Observation } from "./hub.ts";

const shop = testShop();

const limited = (...scopes: Scope[]): Actor => ({ ...shop.actor, type: "user", id: newId(), scopes: new Set(scopes) });
const look = <K extends z.ZodType, V extends z.ZodType>(
  operation: Lookup<K, V>,
  keys: readonly unknown[],
  actor = shop.actor,
) => lookUp(shop.hub, actor, operation, keys);

let statements: number[] = [];
/** Describes a number; odd ones do not exist. */
const digits = lookup({
  name: "test.digits",
  summary: "For tests.",
  scope: "orders:read",
  key: z.int(),
  value: z.object({ n: z.int() }),
  chunk: 300,
  async read({ read }, keys) {
    statements.push(keys.length);
    const rows = await read.sql<{ n: number }[]>`
      select n, 'hidden' as secret from unnest(${[...keys]}::int[]) as t(n) where n % 2 = 0 order by random()`;
    return rows.map((row) => [String(row.n), row] as const);
  },
});

describe("a lookup", () => {
  it("returns results in the order of the keys, with duplicates, and null for missing ones", async () => {
    expect(await look(digits, [8, 3, 2, 8, 5, 2])).toEqual([{ n: 8 }, null, { n: 2 }, { n: 8 }, null, { n: 2 }]);
    expect(await look(digits, [])).toEqual([]);
  });

  it("resolves 10,000 keys with one statement per chunk, reading keys only as chunks need them", async () => {
    statements = [];
    let taken = 0;
    function* keys() {
      for (; taken < 10_000; taken += 1) yield taken;
    }
    let seen = 0;
    for await (const part of lookThrough(shop.hub, shop.actor, digits, keys())) {
      expect(taken - seen).toBeLessThanOrEqual(300);
      expect(part.map((answer) => answer?.n ?? null)).toEqual(
        part.map((_, index) => ((seen + index) % 2 === 0 ? seen + index : null)),
      );
      seen += part.length;
    }
    expect([seen, statements.length]).toEqual([10_000, Math.ceil(10_000 / 300)]);
  });

  it("removes undeclared fields", async () => {
    const user = await shop.run(createUser, {
      email: "a@example.com",
      name: "A",
      role: "agent",
      password: "long enough for us",
    });
    const [found] = await look(lookupUsers, [user.id]);
    expect(found).toEqual(user);
    expect(JSON.stringify([found, await look(digits, [2])])).not.toMatch(/password|hidden/iu);
  });

  it("checks its scope before it reads", async () => {
    statements = [];
    await expect(look(digits, [2], limited("customers:read"))).rejects.toMatchObject({ kind: "forbidden" });
    expect(statements).toEqual([]);
  });

  it("rejects an invalid key with its index among all keys", async () => {
    const keys = [...Array.from({ length: 700 }, (_, n) => n), "x"];
    await expect(look(digits, keys)).rejects.toMatchObject({ kind: "invalid", errors: [{ pointer: "/700" }] });
  });

  it("sends no further statement after its deadline", async () => {
    statements = [];
    const deadline = new AbortController();
    const parts = lookThrough(shop.hub, shop.actor, digits, Array(900).fill(2), { signal: deadline.signal });
    await parts.next();
    deadline.abort();
    await expect(parts.next()).rejects.toMatchObject({ kind: "timeout" });
    expect(statements).toEqual([1]);
  });

  it("is observed as one call, whatever the number of chunks", async () => {
    const seen: unknown[] = [];
    const observe = ({ operation, kind, outcome }: Observation) => void seen.push([operation, kind, outcome]);
    const hub = { ...shop.hub, observe };
    await lookUp(hub, shop.actor, digits, Array(900).fill(2));
    expect(seen).toEqual([["test.digits", "lookup", "ok"]]);
  });
});

/** A record of every kind with a lookup, and its key. */
async function everything() {
  await shop.stock([{ sku: "A", onHand: 10 }]);
  await shop.run(createEndpoint, { url: "https://example.com/hook", eventTypes: ["order.*"] });
  const customer = await shop.run(createCustomer, { name: "A. Person", email: "p@example.com" });
  const user = await shop.run(createUser, { email: `${newId()}@example.com`, name: "A", role: "agent" });
  const placed = await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }] });
  await shop.run(createPayment, { orderId: placed.order.id, method: "manual" });
  const order = await shop.run(createShipment, { orderId: placed.order.id });
  await shop.hub.relay();
  const [delivery] = (await shop.run(listDeliveries, {})).data;
  const [variant] = (await shop.run(searchVariants, { q: "A" })).data;
  const [payment, shipment] = [order.payments[0]?.id, order.shipments[0]?.id];
  const rows: readonly [Lookup, unknown, unknown][] = [
    [lookupOrders, order.id, { number: order.number, lines: [{ sku: "A" }] }],
    [lookupTimelines, order.id, { 0: { type: "order.status_changed" } }],
    [lookupCustomers, customer.id, customer],
    [lookupProducts, variant?.productId, { title: "Article A", variants: [{ available: 8 }] }],
    [lookupVariants, variant?.id, { sku: "A", productId: variant?.productId, available: 8 }],
    [lookupUsers, user.id, user],
    [lookupChannels, "web", { code: "web", currency: "GBP" }],
    [lookupLocations, "main", { code: "main" }],
    [lookupLevels, { sku: "A", location: "main" }, { onHand: 8, available: 8 }],
    [lookupPayments, payment, { id: payment, state: "captured" }],
    [lookupPaymentsOfOrders, order.id, [{ id: payment }]],
    [lookupShipments, shipment, { id: shipment, status: "shipped", lines: [{ quantity: 2 }] }],
    [lookupShipmentsOfOrders, order.id, [{ id: shipment }]],
    [lookupDeliveries, delivery?.id, { id: delivery?.id, state: "pending" }],
  ];
  return rows;
}

const unknownLike = (key: unknown) =>
  typeof key === "object" ? { sku: "none", location: "main" } : key === "web" || key === "main" ? "none" : newId();

describe("every lookup", () => {
  it("finds an existing record by its key, in any notation of the id, and nothing by another key", async () => {
    for (const [operation, key, wanted] of await everything()) {
      const written = typeof key === "string" && key.includes("-") ? key.toUpperCase() : key;
      const [none, found, again] = await look(operation, [unknownLike(key), key, written]);
      expect([operation.name, none, found]).toMatchObject([operation.name, null, wanted]);
      expect(again).toEqual(found);
    }
  });

  it("returns nothing of another tenant", async () => {
    const rows = await everything();
    await shop.enter();
    for (const [operation, key] of rows) {
      const mine = key === "web" || key === "main";
      expect([operation.name, (await look(operation, [key]))[0] === null]).toEqual([operation.name, !mine]);
    }
  });

  it("requires its scope", async () => {
    for (const [operation, key] of await everything())
      await expect(look(operation, [key], limited())).rejects.toMatchObject({ kind: "forbidden" });
  });
});
