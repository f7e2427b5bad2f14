import { Stock } from "../inventory/engine.ts";
import { command } from "../kernel/operation.ts";
import { unknownChannel, wrongLines, unknownCustomer } from "../orders/errors.ts";
import { orderDrafted } from "../orders/events.ts";
import { rowsOf } from "../orders/place-rows.ts";
import { writePlaced } from "../orders/place-store.ts";
import { factsOf, viewOf } from "../orders/record.ts";
import { OrderView } from "../orders/schemas.ts";
import { composeDraft } from "./compose.ts";
import { DraftOrderInput } from "./schemas.ts";

export const draftOrder = command({
  name: "orders.draft",
  summary: "Begins an order that is not placed yet: it has a number and a price, and reserves nothing.",
  scope: "orders:write",
  audience: "public",
  input: DraftOrderInput,
  output: OrderView,
  failures: [unknownChannel, wrongLines, unknownCustomer],
  run: async (context, input) => {
    const draft = await composeDraft(context, input);
    writePlaced(context, rowsOf(context.tx.tenantId, [draft]), new Stock([]).booked());
    context.emit(orderDrafted(draft.record.id, factsOf(draft.record)));
    return viewOf(draft.record);
  },
});
