import { query } from "../kernel/operation.ts";
import { pageOf } from "../kernel/page.ts";
import { DeliveryPage, ListDeliveriesInput } from "./delivery-schemas.ts";
import { type DeliveryFilters, readDeliveryPage } from "./delivery-store.ts";
import { deliveryViewOf } from "./record.ts";

export const listDeliveries = query({
  name: "webhooks.listDeliveries",
  summary: "Lists webhook deliveries, newest first.",
  scope: "webhooks:read",
  audience: "public",
  input: ListDeliveriesInput,
  output: DeliveryPage,
  failures: [],
  run: async ({ read, actor, cursors }, { cursor, limit, ...filters }) => {
    const list = nameOf(filters);
    const after = cursor === undefined ? undefined : cursors.decode(list, cursor);
    const rows = await readDeliveryPage(read, filters, { after, limit: limit + 1 });
    const page = pageOf(rows, limit, ({ createdAt, id }) => cursors.encode(list, [createdAt.toISOString(), id]));
    return { ...page, data: page.data.map((row) => deliveryViewOf(row, actor)) };
  },
});

/** A cursor is valid only for the filters it was made with. */
function nameOf(filters: DeliveryFilters): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return `webhooks.listDeliveries ${JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
}
