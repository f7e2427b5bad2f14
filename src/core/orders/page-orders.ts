import { query } from "../kernel/operation.ts";
import { numberedPage, paginationOf } from "../kernel/page.ts";
import { OrderListItem, PageOrdersInput } from "../order/list-schemas.ts";
import { linesIn, summaryOf } from "../order/record.ts";
import { readNumberedPage } from "./list-store.ts";

export const pageOrders = query({
  name: "orders.page",
  summary: "Lists orders by page number, up to the 10,000th entry.",
  scope: "orders:read",
  audience: "public",
  input: PageOrdersInput,
  output: numberedPage(OrderListItem),
  failures: [],
  run: async ({ read, now }, { page, limit, ...filters }) => {
    const { orders, total } = await readNumberedPage(read, filters, { page, limit, now });
    const data = orders.map((order) => ({ ...summaryOf(order), lines: linesIn(order) }));
    return { data, pagination: paginationOf({ page, limit }, total) };
  },
});
