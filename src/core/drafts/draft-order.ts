import { Stock } from "../inventory/engine.ts";
import { command } from "../kernel/operation.ts";
import { unknownChannel, wrongLines, unknownCustomer } from "../order/errors.ts";
import { orderDrafted } from "../order/events.ts";
import { factsOf, viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { rowsOf } from "../orders/place-rows.ts";
import { writePlaced } from "../orders/place-store.ts";
import { composeDraft } from "./compose.ts";
import { DraftOrderInput } from "./schemas.ts";

export const draftOrder = command({
  name: "orders.draft",
  summary: "Creates a draft order: it has a number and a price and reserves no stock.",
  scope: "orders:write",
  audience: "public",
  input: DraftOrderInput,
  output: OrderView,
  failures: [unknownChannel, wrongLines, unknownCustomer],
  examples: { output: { status: "draft", paymentStatus: "unpaid" } },
  run: async (context, input) => {
    const draft = await composeDraft(context, input);
    writePlaced(context, rowsOf(context.tx.tenantId, [draft]), new Stock([]).booked());
    context.emit(orderDrafted(draft.record.id, factsOf(draft.record)));
    return viewOf(draft.record);
  },
});
