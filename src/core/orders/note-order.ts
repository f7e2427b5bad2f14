import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder } from "../order/change-order.ts";
import { NoteInput } from "../order/change-schemas.ts";
import { orderNoted } from "../order/events.ts";
import { factsOf, viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";

export const noteOrder = command({
  name: "orders.note",
  summary: "Adds a note to the timeline of an order. The order itself does not change.",
  scope: "orders:write",
  audience: "public",
  input: NoteInput,
  output: OrderView,
  failures: [notFound, stale],
  run: async (context, input) => {
    const order = await openOrder(context, "orders.note:read", input);
    context.emit(orderNoted(order.id, { ...factsOf(order), text: input.text }));
    return viewOf(order);
  },
});
