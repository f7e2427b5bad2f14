import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { alreadyPosted } from "./errors.ts";
import { invoiceRequeued } from "./events.ts";
import { factsOf, summaryOf } from "./record.ts";
import { InvoiceSummary, InvoiceTarget } from "./schemas.ts";
import { lockInvoice, requeue } from "./store.ts";

export const retryInvoice = command({
  name: "erp.retryInvoice",
  summary: "Posts an invoice to the ERP again, at once and with all its attempts before it.",
  scope: "webhooks:write",
  audience: "public",
  input: InvoiceTarget,
  output: InvoiceSummary,
  failures: [notFound, alreadyPosted],
  run: async (context, { id }) => {
    const invoice = await lockInvoice(context.tx, id);
    if (invoice === undefined) throw notFound("invoice", id);
    if (invoice.state === "posted") throw alreadyPosted(summaryOf(invoice).number);
    await context.race("erp.retryInvoice:read");
    if (invoice.lease !== null && invoice.state !== "dead") return summaryOf(invoice); // being posted at this moment
    requeue(context, [id]);
    context.emit(invoiceRequeued(id, { ...factsOf(invoice), reason: "retried" }));
    return summaryOf({ ...invoice, state: "pending", attempts: 0, error: null, dueAt: context.now });
  },
});
