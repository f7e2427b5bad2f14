import { z } from "zod";
import { stream } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { OrderFacts } from "./events.ts";

export const OrderNews = OrderFacts.extend({
  id: Id,
  type: z.string(),
  orderId: Id,
  /** 1, 2, 3… per order, without gaps. */
  sequence: z.int(),
  /** Who did it. */
  actor: z.string(),
  at: Instant,
}).meta({ id: "OrderNews" });

export const watchOrders = stream({
  name: "orders.watch",
  summary: "What happens to orders, as it happens, or from a place in the feed on.",
  scope: "orders:read",
  input: z.strictObject({
    /** Absent: all orders. */
    orderId: Id.optional(),
    /** The feed position that was seen last; absent: from now on. */
    after: z.coerce.number().int().min(0).optional(),
  }),
  output: OrderNews,
  async *run({ events }, { orderId, after }) {
    for await (const event of events({ after, subjectId: orderId })) {
      if (event.subjectType !== "order") continue;
      const { id, type, subjectId, sequence, actor, at } = event;
      const facts = OrderFacts.parse(event.data);
      yield {
        position: event.position,
        item: { ...facts, id, type, orderId: subjectId, sequence, actor: actor.name, at },
      };
    }
  },
});
