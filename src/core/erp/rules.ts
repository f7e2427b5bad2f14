import { currencies } from "../kernel/currencies.ts";
import { portion } from "../kernel/rounding.ts";
import type { LineRecord, OrderRecord } from "../order/record.ts";
import type { InvoiceDocument, InvoiceKind } from "./schemas.ts";

const PREFIX: Readonly<Record<InvoiceKind, string>> = { invoice: "INV", credit_note: "CRN" };

/** Its number as people and the ERP know it, `INV-000042`; the idempotency key of posting it. */
export const numberOf = ({ kind, number }: { readonly kind: InvoiceKind; readonly number: number }): string =>
  `${PREFIX[kind]}-${String(number).padStart(6, "0")}`;

/** What was issued for an order before. */
export interface Issued {
  readonly kind: InvoiceKind;
  readonly number: number;
  readonly tax: number;
  readonly total: number;
}

/** The next numbers of a tenant's two series. */
export type NextNumber = (kind: InvoiceKind) => number;

export interface Draft {
  readonly kind: InvoiceKind;
  readonly number: number;
  readonly document: InvoiceDocument;
}

type Money = Pick<OrderRecord, "paid" | "refunded" | "due">;
export type InvoicedOrder = Omit<OrderRecord, "lines"> & { readonly lines: readonly LineRecord[] };

/** What the customer pays for what is kept, after every refund that was given. */
export const worthOf = ({ paid, refunded, due }: Money): number => Math.max(0, paid - refunded + due);

/**
 * The documents that an order lacks. It is invoiced once, when everything that was not cancelled has left; from then on
 * a credit note is issued for what it is worth less.
 */
export function draftsFor(order: InvoicedOrder, before: readonly Issued[], { next, at, isNew }: Issuing): Draft[] {
  const drafts: Draft[] = [];
  let invoice = before.find(({ kind }) => kind === "invoice");
  if (invoice === undefined) {
    if (!isNew || order.imported || (order.status !== "shipped" && order.status !== "delivered")) return [];
    const number = next("invoice");
    drafts.push({ kind: "invoice", number, document: invoiceOf(order, number, at) });
    invoice = { kind: "invoice", number, tax: order.tax, total: order.total };
  }
  const credited = before.filter(({ kind }) => kind === "credit_note").reduce((sum, { total }) => sum + total, 0);
  const amount = invoice.total - credited - worthOf(order);
  if (amount > 0) {
    const number = next("credit_note");
    drafts.push({ kind: "credit_note", number, document: creditOf(order, invoice, { number, at, credited, amount }) });
  }
  return drafts;
}

interface Issuing {
  readonly next: NextNumber;
  readonly at: Date;
  /** It has left since the ERP was activated; an older one was invoiced elsewhere, and so are its refunds. */
  readonly isNew: boolean;
}

const headOf = (order: InvoicedOrder, at: Date) => ({
  orderNumber: String(order.number),
  externalId: order.externalId,
  channel: order.channel,
  issuedAt: at.toISOString(),
  currency: order.currency,
  decimals: currencies.get(order.currency) ?? 2,
  customer: { name: order.customerName ?? "", email: order.customerEmail ?? "" },
});

function invoiceOf(order: InvoicedOrder, number: number, at: Date): InvoiceDocument {
  const lines = order.lines
    .filter((line) => line.quantity > line.cancelled)
    .map(({ sku, name, quantity, cancelled, unitPrice, total, discount, tax }) => ({
      sku,
      name,
      quantity: quantity - cancelled,
      unitPrice,
      discount,
      tax,
      amount: total - discount + (order.taxMode === "excluded" ? tax : 0),
    }));
  const goods = lines.reduce((sum, { amount }) => sum + amount, 0);
  const { tax, total } = order;
  const named = { number: numberOf({ kind: "invoice", number }), kind: "invoice" as const, invoice: null };
  return { ...named, ...headOf(order, at), lines, shipping: total - goods, tax, total };
}

interface Credit {
  readonly number: number;
  readonly at: Date;
  /** By earlier credit notes. */
  readonly credited: number;
  readonly amount: number;
}

/** Its tax is the invoice's for that part of the amount; over all credit notes of an invoice it never exceeds it. */
function creditOf(order: InvoicedOrder, invoice: Issued, { number, at, credited, amount }: Credit): InvoiceDocument {
  const taxUpTo = (part: number) => portion(invoice.tax, [part, invoice.total]);
  const tax = taxUpTo(credited + amount) - taxUpTo(credited);
  const name = `Credit for order ${order.number}`;
  const line = { sku: "CREDIT", name, quantity: 1, unitPrice: amount, discount: 0, tax, amount };
  const named = { number: numberOf({ kind: "credit_note", number }), kind: "credit_note" as const };
  const { currency } = order;
  return {
    ...named,
    ...headOf(order, at),
    invoice: numberOf(invoice),
    currency,
    lines: [line],
    shipping: 0,
    tax,
    total: amount,
  };
}
