import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { listProducts as readProducts } from "./list-store.ts";
import { viewOf } from "./record.ts";
import { ListProductsInput, ProductView } from "./schemas.ts";

export const listProducts = query({
  name: "products.list",
  summary: "Lists products, newest first by default.",
  scope: "products:read",
  audience: "public",
  input: ListProductsInput,
  output: z.object({ data: z.array(ProductView), nextCursor: z.string().nullable() }),
  failures: [],
  examples: { input: { q: "basket" } },
  run: async ({ read, cursors }, input) => {
    const list = `products ${input.sort} ${input.status ?? ""} ${input.q ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const page = pageOf(await readProducts(read, input, after), input.limit, ({ id, title, createdAt }) =>
      cursors.encode(list, [input.sort === "title" ? title : createdAt.toISOString(), id]),
    );
    return { ...page, data: page.data.map(viewOf) };
  },
});
