import { lookup } from "../kernel/operation.ts";
import { Id, IdKey } from "../kernel/shapes.ts";
import { VariantView } from "./schemas.ts";
import { readVariants } from "./store.ts";

export const lookupVariants = lookup({
  name: "variants.lookup",
  summary: "Variants by their ids, each with the id of its product and what is available of it.",
  scope: "products:read",
  key: IdKey,
  value: VariantView.extend({ productId: Id }).meta({ id: "ProductVariant" }),
  read: async ({ read }, ids) => (await readVariants(read, ids)).map((variant) => [variant.id, variant] as const),
});
