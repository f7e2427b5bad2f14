import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { readRefunds } from "./refund-store.ts";
import { RefundView } from "./schemas.ts";

export const listRefunds = query({
  name: "payments.refunds",
  summary: "Lists the refunds of one order, oldest first, with time, reason, amount and refunded units per line.",
  scope: "orders:read",
  audience: "screens",
  input: z.strictObject({ orderId: Id }),
  output: z.object({ data: z.array(RefundView) }),
  failures: [],
  run: async ({ read }, { orderId }) => {
    const rows = await readRefunds(read, orderId.toLowerCase());
    return { data: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  },
});
