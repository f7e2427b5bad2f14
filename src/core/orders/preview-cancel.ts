import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { leavesNothing, pickToCancel, withoutUnits } from "../order/cancel-rules.ts";
import { CancelPreview, PreviewCancelInput } from "../order/change-schemas.ts";
import { isCancelled, isDraft, nothingToCancel, tooMany, unknownLines } from "../order/errors.ts";
import { summaryOf } from "../order/record.ts";
import { readOrders } from "../order/store.ts";

export const previewCancel = query({
  name: "orders.previewCancel",
  summary: "Previews total and amount due of an order after these units are cancelled. Changes nothing.",
  scope: "orders:read",
  audience: "screens",
  input: PreviewCancelInput,
  output: CancelPreview,
  failures: [notFound, isDraft, isCancelled, unknownLines, tooMany, nothingToCancel],
  run: async ({ read }, { id, lines }) => {
    const order = (await readOrders(read, [id.toLowerCase()])).get(id.toLowerCase());
    if (order === undefined) throw notFound("order", id);
    if (order.status === "draft") throw isDraft();
    const picked = pickToCancel(order, lines);
    const { totals } = summaryOf(withoutUnits(order, picked));
    return { totals, cancelled: leavesNothing(order, picked) };
  },
});
