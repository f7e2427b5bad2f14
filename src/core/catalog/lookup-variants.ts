import { lookup } from "../kernel/operation.ts";
import { Id, IdKey } from "../kernel/shapes.ts";
import { VariantView } from "./schemas.ts";
import { readVariants } from "./store.ts";

export const lookupVariants = lookup({
  name: "variants.lookup",
  summary: "Looks up variants by id, each with its product id and availability.",
  scope: "products:read",
  key: IdKey,
  value: VariantView.extend({ productId: Id }).meta({ id: "ProductVariant" }),
  read: async ({ read }, ids) => (await readVariants(read, ids)).map((variant) => [variant.id, variant] as const),
});
