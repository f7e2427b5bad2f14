import type { z } from "zod";
import type { Fault, HubError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command, type Outcome } from "../kernel/operation.ts";
import { skuTaken } from "./errors.ts";
import { productCreated } from "./events.ts";
import { factsOf, type ProductRecord, viewOf } from "./record.ts";
import { CreateProductInput, ProductView } from "./schemas.ts";
import { insertProducts, insertVariants, readWorld } from "./store.ts";

export const createProduct = command({
  name: "products.create",
  summary: "Creates a product with its variants, each with an empty stock level at every location.",
  scope: "products:write",
  audience: "public",
  input: CreateProductInput,
  output: ProductView,
  failures: [skuTaken],
  runMany: async (context, calls) => {
    const world = await readWorld(
      context.tx,
      calls.flatMap(({ input }) => input.variants.map((variant) => variant.sku)),
    );
    await context.race("products.create:read");
    const taken = new Set(world.taken.keys());
    const decisions = calls.map(({ input }) => decide(input, taken, context.now));
    const products = decisions.flatMap((decision) => ("product" in decision ? [decision.product] : []));
    insertProducts(context, products);
    insertVariants(
      context,
      products.flatMap(({ id, variants }) =>
        variants.map((variant, position) => ({ variant, productId: id, position })),
      ),
      world.locationIds,
    );
    return decisions.map((decision, index): Outcome<z.input<typeof ProductView>> => {
      if ("refused" in decision) return decision;
      const { product } = decision;
      calls[index]?.emit(productCreated(product.id, factsOf(product)));
      return { ok: viewOf(product) };
    });
  },
});

/** Includes the earlier calls of the batch: the SKUs of an accepted product are taken for the next. */
function decide(
  input: CreateProductInput,
  taken: Set<string>,
  now: Date,
): { product: ProductRecord } | { refused: HubError } {
  const mine = new Set<string>();
  const faults = input.variants.flatMap(({ sku }, index): Fault[] => {
    const free = !taken.has(sku) && !mine.has(sku);
    mine.add(sku);
    return free ? [] : [{ pointer: `/variants/${index}/sku`, detail: `The SKU ${sku} is taken.`, sku }];
  });
  if (faults.length > 0) return { refused: skuTaken(faults) };
  for (const sku of mine) taken.add(sku);
  const variants = input.variants.map((variant) => ({ id: newId(), ...variant, available: 0 }));
  return { product: { ...input, id: newId(), version: 1, variants, createdAt: now, updatedAt: now } };
}
