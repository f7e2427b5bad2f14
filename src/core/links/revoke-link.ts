import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { findOrderId, readOrder } from "../order/store.ts";
import { linkRevoked } from "./events.ts";
import { viewOf } from "./record.ts";
import { CustomerLinkView, LinkTarget } from "./schemas.ts";
import { lockLink, revokeLink as writeRevoked } from "./store.ts";

export const revokeLink = command({
  name: "customerLinks.revoke",
  summary: "Revokes a customer's link. Once this returns, nobody sees the order with it. Idempotent.",
  scope: "orders:write",
  audience: "public",
  input: LinkTarget,
  output: CustomerLinkView,
  failures: [notFound],
  run: async (context, { id: ref, linkId }) => {
    const { tx, now, emit } = context;
    const orderId = await findOrderId(tx, ref);
    const order = orderId === undefined ? undefined : await readOrder(tx, orderId);
    if (order === undefined) throw notFound("order", ref);
    const link = await lockLink(tx, { id: linkId, orderId: order.id });
    if (link === undefined) throw notFound("customer link", linkId);
    if (link.revokedAt !== null) return viewOf(link);
    writeRevoked(context, link.id);
    emit(
      linkRevoked(link.id, {
        orderId: order.id,
        number: String(order.number),
        expiresAt: link.expiresAt.toISOString(),
      }),
    );
    return viewOf({ ...link, revokedAt: now });
  },
});
