import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { ListOrdersInput, OrderListItem, orderPage } from "../order/list-schemas.ts";
import { linesIn, type OrderRecord, summaryOf } from "../order/record.ts";
import { type OrderFilters, readOrderPage } from "./list-store.ts";

export const listOrders = query({
  name: "orders.list",
  summary: "Lists orders by the time they were placed, with cursor pagination.",
  scope: "orders:read",
  audience: "public",
  input: ListOrdersInput,
  output: orderPage(OrderListItem),
  failures: [],
  run: async ({ read, cursors, now }, { cursor, limit, ...filters }) => {
    const list = nameOf(filters);
    const after = cursor === undefined ? undefined : cursors.decode(list, cursor);
    const rows = await readOrderPage(read, filters, { after, limit: limit + 1, now });
    const page = pageOf(rows, limit, (row) => cursors.encode(list, keysetOf(row)));
    return { ...page, data: page.data.map((row) => ({ ...summaryOf(row), lines: linesIn(row) })) };
  },
});

const keysetOf = (row: OrderRecord) => [new Date(row.placedAt).toISOString(), row.id] as const;

/** A cursor is valid only for the filters and sort order it was made with. */
function nameOf(filters: OrderFilters): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return `orders.list ${JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
}
