import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { unknownLines, tooMany } from "../order/errors.ts";
import { readOrders } from "../order/store.ts";
import { toldOf } from "./refund-lines.ts";
import { refundsOf } from "./refund-payment.ts";
import { PreviewRefundInput, RefundPreview } from "./schemas.ts";

export const previewRefund = query({
  name: "payments.previewRefund",
  summary: "Previews the refund of these units, line by line. Changes nothing.",
  scope: "orders:read",
  audience: "screens",
  input: PreviewRefundInput,
  output: RefundPreview,
  failures: [notFound, unknownLines, tooMany],
  run: async ({ read }, { orderId, lines: picks }) => {
    const order = (await readOrders(read, [orderId.toLowerCase()])).get(orderId.toLowerCase());
    if (order === undefined) throw notFound("order", orderId);
    const lines = toldOf(order, refundsOf(order, picks));
    return { amount: lines.reduce((sum, { amount }) => sum + amount, 0), lines };
  },
});
