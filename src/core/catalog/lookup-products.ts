import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { ProductView } from "./schemas.ts";
import { readProducts } from "./store.ts";

export const lookupProducts = lookup({
  name: "products.lookup",
  summary: "Products by their ids, with their variants and what is available of them.",
  scope: "products:read",
  key: IdKey,
  value: ProductView,
  read: async ({ read }, ids) =>
    (await readProducts(read, ids)).map((product) => [product.id, viewOf(product)] as const),
});
