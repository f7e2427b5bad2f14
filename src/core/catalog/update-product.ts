import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { outcomeOf } from "../kernel/outcome.ts";
import { skuTaken, wrongVariants } from "./errors.ts";
import { productUpdated } from "./events.ts";
import { ProductChanges } from "./product-changes.ts";
import { factsOf, viewOf } from "./record.ts";
import { ProductView, UpdateProductInput } from "./schemas.ts";
import { insertVariants, lockProducts, readWorld, updateProduct as writeProduct, updateVariants } from "./store.ts";

export const updateProduct = command({
  name: "products.update",
  summary: "Updates a product and its variants, and adds variants.",
  scope: "products:write",
  audience: "public",
  input: UpdateProductInput,
  output: ProductView,
  failures: [notFound, stale, wrongVariants, skuTaken],
  runMany: async (context, calls) => {
    const { tx, now } = context;
    const inputs = calls.map(({ input }) => input);
    const skus = inputs.flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? []));
    const ids = inputs.map(({ id }) => id);
    const [products, world] = await Promise.all([lockProducts(tx, ids), readWorld(tx, skus)]);
    await context.race("products.update:read");
    const changes = new ProductChanges(products, world.taken, now);
    return calls.map(({ input, emit }) =>
      outcomeOf(() => {
        const { product, isChanged, changed, added } = changes.apply(input);
        if (isChanged) {
          // In the order of the calls, so that a SKU is free when the next call takes it.
          writeProduct(context, product);
          updateVariants(context, changed);
          insertVariants(context, added, world.locationIds);
          emit(productUpdated(product.id, factsOf(product)));
        }
        return viewOf(product);
      }),
    );
  },
});
