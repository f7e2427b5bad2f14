import { type Fault, notFound, stale } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { skuTaken, wrongVariants } from "./errors.ts";
import { productUpdated } from "./events.ts";
import { factsOf, type ProductRecord, type VariantRecord, viewOf } from "./record.ts";
import { ProductView, UpdateProductInput } from "./schemas.ts";
import {
  type CatalogueWorld,
  insertVariants,
  lockProduct,
  readWorld,
  updateProduct as writeProduct,
  updateVariants,
} from "./store.ts";

export const updateProduct = command({
  name: "products.update",
  summary: "Updates a product and its variants, and adds variants.",
  scope: "products:write",
  audience: "public",
  input: UpdateProductInput,
  output: ProductView,
  failures: [notFound, stale, wrongVariants, skuTaken],
  run: async (context, input) => {
    const { tx, now, emit } = context;
    const skus = input.variants.flatMap(({ sku }) => sku ?? []);
    const [before, world] = await Promise.all([lockProduct(tx, input.id), readWorld(tx, skus)]);
    if (before === undefined) throw notFound("product", input.id);
    if (input.ifVersion !== undefined && input.ifVersion !== before.version) throw stale("product", before.version);
    await context.race("products.update:read");
    const { title, description, status, image } = { ...before, ...present(input) };
    const { changed, added } = variantsOf(before, input, world);
    const variants = [...before.variants.map((variant) => changed.get(variant.id) ?? variant), ...added];
    const version = before.version + 1;
    const after: ProductRecord = { ...before, title, description, status, image, variants, version, updatedAt: now };
    if (isUnchanged(before, after)) return viewOf(before);
    writeProduct(context, after);
    updateVariants(context, [...changed.values()]);
    insertVariants(
      context,
      added.map((variant, index) => ({
        variant,
        productId: before.id,
        position: before.variants.length + index,
      })),
      world.locationIds,
    );
    emit(productUpdated(after.id, factsOf(after)));
    return viewOf(after);
  },
});

function variantsOf(product: ProductRecord, input: UpdateProductInput, world: CatalogueWorld) {
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
    const owner = sku === undefined ? undefined : world.taken.get(sku);
    const pointer = `/variants/${index}`;
    if (known === undefined && change.id !== undefined)
      wrong.push({ pointer: `${pointer}/id`, detail: "This product has no variant with this id." });
    else if (sku === undefined) wrong.push({ pointer: `${pointer}/sku`, detail: "A new variant needs a SKU." });
    else if ((owner !== undefined && owner.variantId !== known?.id) || mine.has(sku))
      faults.push({ pointer: `${pointer}/sku`, detail: `The SKU ${sku} is taken.`, sku });
    else if (known === undefined) added.push({ ...blank, ...present(change), id: newId(), sku });
    else changed.set(known.id, { ...known, ...present(change), id: known.id });
    if (sku !== undefined) mine.add(sku);
  }
  if (wrong.length > 0) throw wrongVariants(wrong);
  if (faults.length > 0) throw skuTaken(faults);
  return { changed, added };
}

const blank = { title: "", prices: {}, barcode: null, weightGrams: null, hsCode: null, available: 0 };
