import { query } from "../kernel/operation.ts";
import { numberedPage, paginationOf } from "../kernel/page.ts";
import { pageProducts as readProducts } from "./list-store.ts";
import { viewOf } from "./record.ts";
import { PageProductsInput, ProductView } from "./schemas.ts";

export const pageProducts = query({
  name: "products.page",
  summary: "Lists products by page number, up to the 10,000th entry.",
  scope: "products:read",
  audience: "public",
  input: PageProductsInput,
  output: numberedPage(ProductView),
  failures: [],
  examples: { input: { q: "basket" } },
  run: async ({ read }, input) => {
    const { products, total } = await readProducts(read, input);
    return { data: products.map(viewOf), pagination: paginationOf(input, total) };
  },
});
