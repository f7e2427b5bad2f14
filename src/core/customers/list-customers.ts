import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { viewOf } from "./record.ts";
import { CustomerView, ListCustomersInput } from "./schemas.ts";
import { listCustomers as readCustomers } from "./store.ts";

export const listCustomers = query({
  name: "customers.list",
  summary: "Lists customers, newest first by default.",
  scope: "customers:read",
  audience: "public",
  input: ListCustomersInput,
  output: z.object({ data: z.array(CustomerView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read, cursors }, input) => {
    const list = `customers ${input.sort} ${input.q ?? ""}`;
    const after = input.cursor === undefined ? undefined : cursors.decode(list, input.cursor);
    const rows = await readCustomers(read, input, after);
    const page = pageOf(rows, input.limit, ({ createdAt, id }) => cursors.encode(list, [createdAt.toISOString(), id]));
    return { ...page, data: page.data.map(viewOf) };
  },
});
