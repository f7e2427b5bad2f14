import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { ProductView } from "./schemas.ts";
import { readProduct } from "./store.ts";

export const getProduct = query({
  name: "products.get",
  summary: "Returns one product with its variants and their availability.",
  scope: "products:read",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: ProductView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const product = await readProduct(read, id);
    if (product === undefined) throw notFound("product", id);
    return viewOf(product);
  },
});
