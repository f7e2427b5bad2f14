import type { z } from "zod";
import type { InvoiceFacts } from "./events.ts";
import { numberOf } from "./rules.ts";
import type { InvoiceDocument, InvoiceKind, InvoiceState, InvoiceSummary, InvoiceView } from "./schemas.ts";

/** An invoice as the store reads it. */
export interface InvoiceRecord {
  readonly id: string;
  readonly kind: InvoiceKind;
  readonly number: number;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly currency: string;
  readonly tax: number;
  readonly total: number;
  readonly state: InvoiceState;
  readonly attempts: number;
  readonly error: string | null;
  readonly reference: string | null;
  readonly lease: string | null;
  /** Of the earliest unposted one of the same order. */
  readonly waitsFor: { readonly kind: InvoiceKind; readonly number: number } | null;
  readonly dueAt: Date | null;
  readonly issuedAt: Date;
  readonly postedAt: Date | null;
}

export interface FullInvoiceRecord extends InvoiceRecord {
  readonly document: InvoiceDocument;
  readonly tries: z.input<typeof InvoiceView>["tries"];
}

export const factsOf = (invoice: Pick<InvoiceRecord, "id" | "kind" | "number" | "orderId" | "currency" | "total">) => {
  const { id, kind, orderId, currency, total } = invoice;
  return { invoiceId: id, number: numberOf(invoice), kind, orderId, currency, total } satisfies InvoiceFacts;
};

export function summaryOf(invoice: InvoiceRecord): z.input<typeof InvoiceSummary> {
  const { waitsFor, dueAt, issuedAt, postedAt } = invoice;
  return {
    ...invoice,
    number: numberOf(invoice),
    waitsFor: waitsFor === null ? null : numberOf(waitsFor),
    dueAt: dueAt?.toISOString() ?? null,
    issuedAt: issuedAt.toISOString(),
    postedAt: postedAt?.toISOString() ?? null,
  };
}

export const viewOf = (invoice: FullInvoiceRecord): z.input<typeof InvoiceView> => ({
  ...summaryOf(invoice),
  document: invoice.document,
  tries: invoice.tries,
});
