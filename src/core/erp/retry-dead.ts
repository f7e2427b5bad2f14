import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { invoiceRequeued } from "./events.ts";
import { factsOf } from "./record.ts";
import { RetriedInvoices } from "./schemas.ts";
import { lockDead, requeue } from "./store.ts";

const AT_ONCE = 1000;

export const retryDead = command({
  name: "erp.retryDead",
  summary: "Posts invoices that were given up again, the oldest first; up to a thousand.",
  scope: "webhooks:write",
  audience: "public",
  input: z.strictObject({}),
  output: RetriedInvoices,
  failures: [],
  run: async (context) => {
    const dead = await lockDead(context.tx, AT_ONCE);
    await context.race("erp.retryDead:read");
    if (dead.length === 0) return { retried: 0 };
    requeue(
      context,
      dead.map(({ id }) => id),
    );
    for (const invoice of dead) context.emit(invoiceRequeued(invoice.id, { ...factsOf(invoice), reason: "retried" }));
    return { retried: dead.length };
  },
});
