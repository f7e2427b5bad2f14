import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { viewOf } from "../order/record.ts";
import { findOrderId, readOrder } from "../order/store.ts";
import { CustomerOrderView, LinksOfOrder } from "./schemas.ts";
import { readShop } from "./store.ts";

/** The only operation that a link opens, and of its own order only. */
export const showOrder = query({
  name: "customerLinks.showOrder",
  summary: "Shows a customer the state of their order: `Authorization: Link …` with the token of its address.",
  scope: "link",
  audience: "public",
  input: LinksOfOrder,
  output: CustomerOrderView,
  failures: [notFound],
  run: async ({ read, actor }, { id: ref }) => {
    const id = await findOrderId(read, ref);
    if (id === undefined || id !== actor.orderId) throw notFound("order", ref);
    const [record, shop] = await Promise.all([readOrder(read, id), readShop(read)]);
    if (record === undefined) throw notFound("order", ref);
    const { number, status, paymentStatus, fulfillmentStatus, placedAt, currency, lines, shipments, totals } =
      viewOf(record);
    return {
      id,
      number,
      shop,
      status,
      paymentStatus,
      fulfillmentStatus,
      placedAt,
      currency,
      lines,
      totals,
      shipments: shipments.flatMap(({ status: state, ...shipment }) =>
        state === "cancelled" ? [] : [{ ...shipment, status: state }],
      ),
    };
  },
});
