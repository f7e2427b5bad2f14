import type { z } from "zod";
import { type Fault, notFound, stale } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { skuTaken, wrongVariants } from "./errors.ts";
import type { ProductRecord, VariantRecord } from "./record.ts";
import type { UpdateProductInput } from "./schemas.ts";
import type { AddedVariant } from "./store.ts";

type Change = z.output<typeof UpdateProductInput>;

export type ChangedProduct = {
  readonly product: ProductRecord;
  readonly isChanged: boolean;
  readonly changed: readonly VariantRecord[];
  readonly added: readonly AddedVariant[];
};

/** Products and the owners of SKUs, as the calls of a batch leave them one after another. */
export class ProductChanges {
  readonly #products: Map<string, ProductRecord>;
  readonly #owners: Map<string, string>;
  readonly #now: Date;

  /** `taken` has the owner of every SKU that the batch names. */
  constructor(products: readonly ProductRecord[], taken: ReadonlyMap<string, { variantId: string }>, now: Date) {
    this.#products = new Map(products.map((product) => [product.id, product]));
    this.#owners = new Map([...taken].map(([sku, { variantId }]) => [sku, variantId]));
    this.#now = now;
  }

  /** Throws before it changes anything. */
  apply(input: Change): ChangedProduct {
    const before = this.#products.get(input.id);
    if (before === undefined) throw notFound("product", input.id);
    if (input.ifVersion !== undefined && input.ifVersion !== before.version) throw stale("product", before.version);
    const { title, description, status, image } = { ...before, ...present(input) };
    const { changed, added } = this.#variantsOf(before, input);
    const variants = [...before.variants.map((variant) => changed.get(variant.id) ?? variant), ...added];
    const version = before.version + 1;
    const after = { ...before, title, description, status, image, variants, version, updatedAt: this.#now };
    if (isUnchanged(before, after)) return { product: before, isChanged: false, changed: [], added: [] };
    this.#keep(before, after);
    return {
      product: after,
      isChanged: true,
      changed: [...changed.values()],
      added: added.map((variant, index) => ({
        variant,
        productId: before.id,
        position: before.variants.length + index,
      })),
    };
  }

  /** A SKU that a call frees may be taken by the next. */
  #keep(before: ProductRecord, after: ProductRecord): void {
    for (const { sku } of before.variants) this.#owners.delete(sku);
    for (const { sku, id } of after.variants) this.#owners.set(sku, id);
    this.#products.set(after.id, after);
  }

  #variantsOf(product: ProductRecord, input: Change) {
    const changed = new Map<string, VariantRecord>();
    const added: VariantRecord[] = [];
    const faults: Fault[] = [];
    const wrong: Fault[] = [];
    const mine = new Set<string>();
    for (const [index, change] of input.variants.entries()) {
      const known = product.variants.find(({ id, sku }) =>
        change.id === undefined ? sku === change.sku : id === change.id,
      );
      const sku = change.sku ?? known?.sku;
      const owner = sku === undefined ? undefined : this.#owners.get(sku);
      const pointer = `/variants/${index}`;
      if (known === undefined && change.id !== undefined)
        wrong.push({ pointer: `${pointer}/id`, detail: "This product has no variant with this id." });
      else if (sku === undefined) wrong.push({ pointer: `${pointer}/sku`, detail: "A new variant needs a SKU." });
      else if ((owner !== undefined && owner !== known?.id) || mine.has(sku))
        faults.push({ pointer: `${pointer}/sku`, detail: `The SKU ${sku} is taken.`, sku });
      else if (known === undefined) added.push({ ...blank, ...present(change), id: newId(), sku });
      else changed.set(known.id, { ...known, ...present(change), id: known.id });
      if (sku !== undefined) mine.add(sku);
    }
    if (wrong.length > 0) throw wrongVariants(wrong);
    if (faults.length > 0) throw skuTaken(faults);
    return { changed, added };
  }
}

const blank = { title: "", prices: {}, barcode: null, weightGrams: null, hsCode: null, available: 0 };
