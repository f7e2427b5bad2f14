import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { ProductView } from "./schemas.ts";
import { readProducts } from "./store.ts";

export const lookupProducts = lookup({
  name: "products.lookup",
  summary: "Looks up products by id, with their variants and availability.",
  scope: "products:read",
  key: IdKey,
  value: ProductView,
  read: async ({ read }, ids) =>
    (await readProducts(read, ids)).map((product) => [product.id, viewOf(product)] as const),
});
