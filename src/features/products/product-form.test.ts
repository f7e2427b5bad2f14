import { describe, expect, it } from "vitest";
import { threeWay } from "#features/conflict/three-way.ts";
import { fieldsOf, formOf, updateOf } from "#features/products/product-form.ts";
import type { Product } from "#features/products/product-params.ts";

const variant = { id: "v1", sku: "MUG", title: "", barcode: null, weightGrams: 350, hsCode: null, available: 4 };
const product: Product = {
  id: "p1",
  title: "Mug",
  description: "",
  status: "active",
  image: null,
  version: 3,
  variants: [{ ...variant, prices: { GBP: 1450, EUR: 1700 } }],
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

describe("an edited product", () => {
  it("sends only changed fields, and keeps prices in other currencies", () => {
    const form = formOf(product, "GBP");
    const fields = fieldsOf({ ...form, variants: form.variants.map((each) => ({ ...each, price: 1550 })) });
    const changed = ["variant v1 price"];
    expect(updateOf(product, { fields, changed, currency: "GBP" })).toEqual({
      input: {
        id: "p1",
        ifVersion: 3,
        variants: [{ id: "v1", sku: "MUG", title: "", barcode: null, prices: { EUR: 1700, GBP: 1550 } }],
      },
      variantIds: ["v1"],
    });
  });

  it("adds a variant without changing the others", () => {
    const form = formOf(product, "GBP");
    const added = { variantId: null, sku: " MUG-L ", title: "Large", barcode: "", price: null };
    const fields = fieldsOf({ ...form, variants: [...form.variants, added] });
    const { input } = updateOf(product, {
      fields,
      changed: ["variant new-1 sku", "variant new-1 title"],
      currency: "GBP",
    });
    expect(input.variants).toEqual([{ sku: "MUG-L", title: "Large", barcode: null, prices: {} }]);
  });

  it("merges my price with another user's title", () => {
    const theirs = fieldsOf(formOf({ ...product, title: "Stone mug" }, "GBP"));
    const base = fieldsOf(formOf(product, "GBP"));
    const { merged, conflicts } = threeWay(base, { ...base, "variant v1 price": 1500 }, theirs);
    expect(merged).toMatchObject({ title: "Stone mug", "variant v1 price": 1500 });
    expect(conflicts).toEqual([]);
  });
});
