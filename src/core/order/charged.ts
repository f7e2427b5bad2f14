import { priceOf } from "./line-rules.ts";
import type { LineRecord, OrderRecord } from "./record.ts";
import { chargesOf, dueOf, withTotals } from "./rules.ts";

/** As stored: a version without amounts per line leaves `taxCharged` empty. */
export type Stored<T extends OrderRecord> = Omit<T, "lines"> & {
  lines: (Omit<LineRecord, "taxCharged"> & { taxCharged: number | null })[];
};

const isCharged = (order: Stored<OrderRecord> | OrderRecord): order is OrderRecord =>
  order.lines.every((line) => line.taxCharged !== null);

/** The order as stored or, when an older version wrote it, with the amounts per line that placing would compute. */
export function charged<T extends OrderRecord>(order: Stored<T> | T): { order: T; written: boolean };
export function charged(order: Stored<OrderRecord> | OrderRecord): { order: OrderRecord; written: boolean } {
  if (isCharged(order)) return { order, written: true };
  const { lines: charges, shippingTaxCharged } = chargesOf(order);
  const lines = order.lines.map((line, index): LineRecord => {
    const own = { ...line, ...(charges[index] ?? { discountGranted: 0, taxCharged: 0 }) };
    const { cancelled } = line;
    return { ...own, closedQuantity: cancelled, closedAmount: priceOf(own, order.taxMode, cancelled) };
  });
  const whole = withTotals({ ...order, shippingTaxCharged, lines });
  return { order: { ...whole, due: dueOf(whole, { ...order, refundPending: 0 }) }, written: false };
}
