import { beforeAll, describe, expect, it } from "vitest";
import { createProduct, listProducts, searchVariants, updateProduct } from "#core/catalog/index.ts";
import { createCustomer, listCustomers, updateCustomer } from "#core/customers/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { listOrders } from "#core/orders/list-orders.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { updateOrder } from "#core/orders/update-order.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { indexNext, TABLES } from "./search-index-store.ts";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
});

const email = () => `${newId()}@example.com`;

async function place(more: object): Promise<{ id: string; version: number }> {
  const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }], ...more };
  return (await execute(hub, actor, placeOrder, order)).output.order;
}

const ordersBy = async (q: string) =>
  (await execute(hub, actor, listOrders, { q, limit: 100 })).output.data.map(({ id }) => id);
const customersBy = async (q: string) =>
  (await execute(hub, actor, listCustomers, { q, limit: 100 })).output.data.map(({ id }) => id);
const productsBy = async (q: string) =>
  (await execute(hub, actor, listProducts, { q, limit: 100 })).output.data.map(({ id }) => id);
const variantsBy = async (q: string) =>
  (await execute(hub, actor, searchVariants, { q, limit: 100 })).output.data.map(({ productId }) => productId);

const to = (over: object) => ({
  name: "Recipient",
  line1: "1 High Street",
  city: "London",
  postalCode: "N1 1AA",
  country: "GB",
  ...over,
});

const NAMES = [
  ["田中 ガブリエル", "ガブリエル"],
  ["أحمد آمنة", "أحمد"],
  ["सीता देवी", "सीता"],
  ["Łukasz Nowak", "lukasz"],
  ["Søren Dahl", "soren"],
  ["Ina Groß", "gross"],
  ["Nguyễn Đức", "duc"],
  ["D’Arcy Lane", "d'arcy"],
  ["José Álvarez", "jose alvarez"],
] as const;

describe("search terms as people type them", () => {
  it.each(NAMES)("find the name %s by %s, among orders and customers, created or edited", async (name, asked) => {
    const placed = await place({ customer: { email: email(), name } });
    const sent = await place({ customer: { email: email(), name: "Gift" }, shippingAddress: to({ name }) });
    const { output: entered } = await execute(hub, actor, createCustomer, { name });
    expect(await ordersBy(asked)).toEqual(expect.arrayContaining([placed.id, sent.id]));
    expect(await customersBy(asked)).toContain(entered.id);
    expect(await customersBy(asked)).toHaveLength(2);
  });

  it.each([...NAMES, ["電動ドリル プロ", "電動ドリル"]] as const)(
    "find the title %s by %s, among products and variants",
    async (title, asked) => {
      const variants = [{ sku: `T-${newId()}`, prices: { GBP: 100 } }];
      const { output: titled } = await execute(hub, actor, createProduct, { title, variants });
      const named = { title: "Plain", variants: [{ ...variants[0], sku: `V-${newId()}`, title }] };
      const { output: variant } = await execute(hub, actor, createProduct, named);
      expect((await productsBy(asked)).toSorted()).toEqual([titled.id, variant.id].toSorted());
      expect((await variantsBy(asked)).toSorted()).toEqual([titled.id, variant.id].toSorted());
    },
  );

  it.each([
    ["+442079461111", "+442079461111"],
    ["+44 20 7946 0958", "+44 20 7946 0958"],
    ["+44 20 7946 0977", "02079460977"],
    ["07700 900456", "07700900456"],
  ])("find the telephone number %s by %s, among customers and their orders", async (phone, asked) => {
    const ordered = await place({ customer: { email: email(), name: "Caller", phone } });
    const delivered = await place({ shippingAddress: to({ phone }) });
    const { output: entered } = await execute(hub, actor, createCustomer, { name: "Caller", phone });
    expect(await customersBy(asked)).toContain(entered.id);
    expect((await ordersBy(asked)).toSorted()).toEqual([ordered.id, delivered.id].toSorted());
  });

  it("find an order by its town and its postcode, with or without the space", async () => {
    const { id } = await place({
      shippingAddress: to({ line1: "9 Mill Lane", city: "Ullapool", postalCode: "IV26 2TN" }),
    });
    for (const asked of ["ullapool", "IV26 2TN", "iv262tn", "mill lane"]) expect(await ordersBy(asked)).toEqual([id]);
  });

  it("find an order of 900 lines by every SKU", async () => {
    const skus = Array.from({ length: 900 }, (_, n) => `L-${String(n + 1).padStart(4, "0")}`);
    await addArticles(
      hub,
      actor,
      skus.map((sku) => ({ sku })),
    );
    const { id } = await place({ lines: skus.map((sku) => ({ sku, quantity: 1 })) });
    for (const sku of ["L-0001", "L-0400", "L-0873", "L-0900"]) expect(await ordersBy(sku)).toEqual([id]);
  });
});

describe("the search index", () => {
  it("finds a changed name, title or address, and no longer the old one", async () => {
    const { output: customer } = await execute(hub, actor, createCustomer, { name: "Oldname" });
    const { id, version } = customer;
    await execute(hub, actor, updateCustomer, { id, ifVersion: version, name: "Newname" });
    expect([await customersBy("oldname"), await customersBy("newname")]).toEqual([[], [id]]);
    const variants = [{ sku: `C-${newId()}`, prices: { GBP: 1 } }];
    const { output: product } = await execute(hub, actor, createProduct, { title: "Oldtitle", variants });
    await execute(hub, actor, updateProduct, { id: product.id, ifVersion: product.version, title: "Newtitle" });
    expect([await productsBy("oldtitle"), await productsBy("newtitle")]).toEqual([[], [product.id]]);
    const order = await place({ shippingAddress: to({ city: "Oldtown" }) });
    await execute(hub, actor, updateOrder, { id: order.id, shippingAddress: to({ city: "Newtown" }) });
    expect([await ordersBy("oldtown"), await ordersBy("newtown")]).toEqual([[], [order.id]]);
  });

  it("ranks titles that start with the search term first among articles", async () => {
    for (const title of ["A blue zebra", "Zebra crossing"])
      await execute(hub, actor, createProduct, { title, variants: [{ sku: `Z-${newId()}`, prices: { GBP: 1 } }] });
    const { output } = await execute(hub, actor, searchVariants, { q: "zebra", limit: 10 });
    expect(output.data.map(({ name }) => name)).toEqual(["Zebra crossing", "A blue zebra"]);
  });

  it("reindexes the rows of an older version in all tables, once", async () => {
    const name = "Zażółć Gęślą";
    const { id } = await place({ customer: { email: email(), name } });
    const variants = [{ sku: `OLD-${newId()}`, prices: { GBP: 1 } }];
    const { output: product } = await execute(hub, actor, createProduct, { title: name, variants });
    for (const table of TABLES)
      await hub.db.sql`
        update ${hub.db.sql(table)} set search = null, search_version = 0 where tenant_id = ${actor.tenantId}`;
    expect([await ordersBy("zazolc"), await customersBy("zazolc"), await productsBy("zazolc")]).toEqual([[], [], []]);
    for (const table of TABLES) while ((await indexNext(hub.db.sql, table)) > 0);
    expect([await ordersBy("zazolc gesla"), await productsBy("zazolc gesla")]).toEqual([[id], [product.id]]);
    expect(await customersBy("zazolc gesla")).toHaveLength(1);
    expect(await productsBy(variants[0]?.sku ?? "")).toEqual([product.id]);
    expect(await Promise.all(TABLES.map((table) => indexNext(hub.db.sql, table)))).toEqual([0, 0, 0, 0]);
  });
});
