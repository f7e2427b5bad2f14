import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import { createProduct, getProduct, listProducts, searchVariants, updateProduct } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const mug = (sku: string, more: object = {}) => ({
  title: "Stoneware mug",
  variants: [{ sku, prices: { GBP: 1450 }, ...more }],
});
const create = async (input: unknown, at = hub) => (await execute(at, actor, createProduct, input)).output;

describe("products", () => {
  it("get an empty stock level at every location when created", async () => {
    const product = await create(mug("MUG"));
    expect(product).toMatchObject({ version: 1, status: "active", variants: [{ sku: "MUG", available: 0 }] });
    const levels = await hub.db.sql`
      select k.code, sl.on_hand from stock_levels sl join locations k on k.id = sl.location_id
      where sl.tenant_id = ${actor.tenantId}`;
    expect([...levels]).toEqual([{ code: "main", on_hand: 0 }]);
    expect((await execute(hub, actor, getProduct, { id: product.id })).output).toEqual(product);
  });

  it("give a SKU to exactly one of 20 products created concurrently in two processes", async () => {
    const tries = Array.from({ length: 20 }, (_, i) => create(mug("ONE"), i % 2 ? hub : rival));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    const refusal = {
      kind: "conflict",
      code: "catalog.sku_taken",
      errors: [{ pointer: "/variants/0/sku", sku: "ONE" }],
    };
    expect(refusals).toMatchObject(Array.from({ length: 19 }, () => refusal));
  });

  it("reject a duplicate SKU within one product", async () => {
    const twins = { title: "Twins", variants: [{ sku: "T" }, { sku: "T" }] };
    await expect(create(twins)).rejects.toMatchObject({ errors: [{ pointer: "/variants/1/sku" }] });
  });

  it("update, add and rename variants, and keep variants that the update does not name", async () => {
    const product = await create({ ...mug("MUG", { barcode: "5012345678900" }), description: "Fired twice." });
    const [first] = product.variants;
    const { output } = await execute(hub, actor, updateProduct, {
      id: product.id,
      ifVersion: 1,
      title: "Mug",
      variants: [
        { id: first?.id, sku: "MUG-WHITE", barcode: null },
        { sku: "MUG-BLUE", title: "Blue", prices: { GBP: 1500 } },
      ],
    });
    expect(output).toMatchObject({
      title: "Mug",
      description: "Fired twice.",
      version: 2,
      variants: [
        { id: first?.id, sku: "MUG-WHITE", barcode: null, prices: { GBP: 1450 } },
        { sku: "MUG-BLUE", title: "Blue" },
      ],
    });
    expect((await execute(hub, actor, getProduct, { id: product.id })).output).toEqual(output);
  });

  it("reject an update with an outdated version", async () => {
    const product = await create(mug("MUG"));
    await execute(hub, actor, updateProduct, { id: product.id, title: "Cup" });
    await expect(
      execute(hub, actor, updateProduct, { id: product.id, ifVersion: 1, title: "Beaker" }),
    ).rejects.toMatchObject({ kind: "precondition_failed", details: { version: 2 } });
  });

  it("are never readable or writable by another tenant", async () => {
    const product = await create(mug("MUG"));
    const stranger = await createTestTenant(hub);
    await expect(execute(hub, stranger, getProduct, { id: product.id })).rejects.toMatchObject({ kind: "not_found" });
    const change = execute(hub, stranger, updateProduct, { id: product.id, title: "Mine" });
    await expect(change).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("product search", () => {
  it("returns each product exactly once across pages, in each sort order", async () => {
    for (let i = 0; i < 7; i += 1) await create({ ...mug(`P${i}`), title: `Cup ${i % 3}` });
    for (const sort of ["-createdAt", "createdAt", "title"]) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const input = { sort, limit: 3, ...(typeof cursor === "string" ? { cursor } : {}) };
        const { output } = await execute(hub, actor, listProducts, input);
        seen.push(...output.data.flatMap((product) => product.variants.map((variant) => variant.sku)));
        cursor = output.nextCursor;
      } while (cursor !== null);
      expect(seen.toSorted()).toEqual(["P0", "P1", "P2", "P3", "P4", "P5", "P6"]);
    }
  });

  it.each([
    ["caf", "CAFE-1"],
    ["café crème", "CAFE-1"],
    ["cafe-1", "CAFE-1"],
    ["5012345678900", "CAFE-1"],
    ["large bowl", "BOWL%L"],
    ["bowl%", "BOWL%L"],
  ])("finds %s", async (q, sku) => {
    await create({ title: "Café set Crème", variants: [{ sku: "CAFE-1", barcode: "5012345678900" }] });
    await create({ title: "Bowl", variants: [{ sku: "BOWL%L", title: "Large" }, { sku: "BOWL-S" }] });
    const { output } = await execute(hub, actor, searchVariants, { q });
    expect(output.data[0]).toMatchObject({ sku });
    const listed = await execute(hub, actor, listProducts, { q });
    expect(listed.output.data).toHaveLength(1);
  });

  it("returns nothing when nothing matches", async () => {
    await create(mug("MUG"));
    for (const q of ["%", "mug plate", "' | ''"])
      expect((await execute(hub, actor, searchVariants, { q })).output.data).toEqual([]);
  });

  it("returns price and availability per location, without inactive products", async () => {
    await addArticles(hub, actor, [{ sku: "A-1", onHand: 7, price: 295 }]);
    await create({ ...mug("A-2"), status: "draft" });
    const { output } = await execute(hub, actor, searchVariants, { q: "a-", channel: "web" });
    expect(output.data).toMatchObject([
      {
        sku: "A-1",
        currency: "GBP",
        price: 295,
        available: 7,
        levels: [{ location: "main", available: 7, allowBackorder: false }],
      },
    ]);
    const inEuro = await execute(hub, actor, searchVariants, { q: "a-", currency: "EUR" });
    expect(inEuro.output.data).toMatchObject([{ currency: "EUR", price: null }]);
  });
});
