import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { InvoiceKind } from "./schemas.ts";

const InvoiceFacts = z.object({
  invoiceId: z.string(),
  number: z.string(),
  kind: InvoiceKind,
  orderId: z.string(),
  currency: z.string(),
  total: z.int(),
});
export type InvoiceFacts = z.output<typeof InvoiceFacts>;

const invoice = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "invoice", data: InvoiceFacts.extend(more) });

export const invoiceIssued = invoice("invoice.issued", "An invoice or a credit note was issued for an order.", {});
export const invoicePosted = invoice("invoice.posted", "The ERP has an invoice or a credit note.", {
  reference: z.string().nullable(),
});
export const invoiceFailed = invoice("invoice.failed", "An invoice was given up; the ERP does not have it.", {
  error: z.string(),
});
export const invoiceRequeued = invoice("invoice.requeued", "An invoice is posted to the ERP again.", {
  reason: z.enum(["retried", "missing"]),
});

export const erpConfigured = eventType({
  type: "erp.configured",
  description: "How the ERP is asked was changed.",
  subjectType: "erp",
  data: z.object({ changed: z.array(z.string()) }),
});
