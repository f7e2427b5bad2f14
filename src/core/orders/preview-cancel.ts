import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { leavesNothing, pickToCancel } from "./cancel-order.ts";
import { withSums } from "./change-order.ts";
import { isDraft } from "./errors.ts";
import type { Picked } from "./line-picks.ts";
import { closedByCancel } from "./line-rules.ts";
import { type FullOrderRecord, summaryOf } from "./record.ts";
import { withTotals } from "./rules.ts";
import { CancelPreview, PreviewCancelInput } from "./schemas.ts";
import { readOrders } from "./store.ts";

export const previewCancel = query({
  name: "orders.previewCancel",
  summary: "What an order comes to and what is due once these units are cancelled. Changes nothing.",
  scope: "orders:read",
  input: PreviewCancelInput,
  output: CancelPreview,
  run: async ({ read }, { id, lines }) => {
    const order = (await readOrders(read, [id.toLowerCase()])).get(id.toLowerCase());
    if (order === undefined) throw notFound("order", id);
    if (order.status === "draft") throw isDraft();
    const picked = pickToCancel(order, lines);
    const { totals } = summaryOf(withSums(withTotals(without(order, picked))));
    return { totals, cancelled: leavesNothing(order, picked) };
  },
});

function without(order: FullOrderRecord, picked: readonly Picked[]): FullOrderRecord {
  const units = new Map(picked.map(({ line, quantity }) => [line.id, quantity]));
  const lines = order.lines.map((line) => {
    const quantity = units.get(line.id) ?? 0;
    return { ...line, ...closedByCancel(line, order.taxMode, quantity), cancelled: line.cancelled + quantity };
  });
  return { ...order, lines };
}
