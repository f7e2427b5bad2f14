import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { findOrderId, lockOrders } from "../order/store.ts";
import { tooManyLinks } from "./errors.ts";
import { linkCreated } from "./events.ts";
import { viewOf } from "./record.ts";
import { CreatedLink, CreateLinkInput } from "./schemas.ts";
import { countLinks, insertLink, type LinkRecord, MOST_LINKS } from "./store.ts";

const DAY_MS = 86_400_000;

export const createLink = command({
  name: "customerLinks.create",
  summary:
    "Makes a link with which a customer sees the state of one order. Its address is shown only in this response.",
  scope: "orders:write",
  audience: "public",
  input: CreateLinkInput,
  output: CreatedLink,
  failures: [notFound, tooManyLinks],
  secrets: ["url"],
  run: async (context, { id: ref, expiresInDays }) => {
    const { tx, now, actor, emit, links } = context;
    const orderId = await findOrderId(tx, ref);
    const order = orderId === undefined ? undefined : (await lockOrders(tx, [orderId])).get(orderId);
    if (order === undefined) throw notFound("order", ref);
    if ((await countLinks(tx, order.id, now)) >= MOST_LINKS) throw tooManyLinks(MOST_LINKS);
    const link: LinkRecord = {
      id: newId(),
      orderId: order.id,
      createdBy: actor.name,
      createdAt: now,
      expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
      revokedAt: null,
      lastUsedAt: null,
    };
    insertLink(context, link);
    emit(
      linkCreated(link.id, {
        orderId: order.id,
        number: String(order.number),
        expiresAt: link.expiresAt.toISOString(),
      }),
    );
    return { ...viewOf(link), url: links.urlOf(link.id) };
  },
});
