import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { findOrderId } from "../order/store.ts";
import { viewOf } from "./record.ts";
import { LinkPage, LinksOfOrder } from "./schemas.ts";
import { listLinks as readLinks } from "./store.ts";

export const listLinks = query({
  name: "customerLinks.list",
  summary: "Lists the newest fifty links of an order, without their addresses.",
  scope: "orders:read",
  audience: "public",
  input: LinksOfOrder,
  output: LinkPage,
  failures: [notFound],
  run: async ({ read }, { id: ref }) => {
    const orderId = await findOrderId(read, ref);
    if (orderId === undefined) throw notFound("order", ref);
    return { data: (await readLinks(read, orderId)).map(viewOf), nextCursor: null };
  },
});
