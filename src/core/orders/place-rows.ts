import type { Row } from "#db/bulk.ts";
import type { Allocation } from "../inventory/rules.ts";
import { type Actor, principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { orderColumns } from "../order/columns-store.ts";
import { readinessOf, unitsThere } from "../order/readiness.ts";
import { type FullOrderRecord, type OrderRecord, notYet, untouched, searchOf } from "../order/record.ts";
import { quoteOf, statusesOf } from "../order/rules.ts";
import type { PlaceOrderInput } from "../order/schemas.ts";
import { customerRow, type OrderCustomer } from "./place-customer.ts";
import type { PricedInput } from "./place-lines.ts";
import type { ChannelRow, CustomerRow } from "./place-world.ts";

export interface Placed {
  readonly record: FullOrderRecord;
  readonly channelId: string;
  readonly newCustomer: { row: CustomerRow; phone: string | undefined } | undefined;
  readonly payment: { intentId: string; type: "authorize" | "capture"; settled: boolean } | undefined;
  readonly actor: string;
  readonly now: Date;
}

interface Parts {
  input: PlaceOrderInput;
  channel: ChannelRow;
  number: number;
  lines: readonly PricedInput[];
  customer: OrderCustomer;
  taken: readonly Allocation[];
  now: Date;
  payloadHash: string;
  actor: Actor;
  /** Nothing is reserved or paid yet. */
  draft?: boolean;
}

/** The order as it will be stored, with its payment and reservations. */
export function placedRecord(parts: Parts): Placed {
  const { input, channel, customer, now, taken } = parts;
  const {
    lines: priced,
    taxMode,
    shippingCharged,
    ...totals
  } = quoteOf({
    lines: parts.lines.map((line) => ({ ...line, taxRateBps: channel.taxRateBps })),
    shippingCharged: input.shippingTotal,
    discountGranted: input.discountTotal,
    taxMode: channel.taxMode,
  });
  const lines = parts.lines.map((line, index) => lineRecord(line, priced[index], channel.taxRateBps));
  const payment = paymentOf(input, totals.total, now);
  const money = { total: totals.total, authorized: 0, paid: payment?.record.captured ?? 0, refunded: 0 };
  const record: FullOrderRecord = {
    id: newId(),
    number: parts.number,
    channel: channel.code,
    externalId: input.externalId ?? null,
    payloadHash: parts.payloadHash,
    ...statusesOf(parts.draft ?? false, lines, money),
    onHold: false,
    ready: null,
    imported: false,
    version: 1,
    currency: input.currency ?? channel.currency,
    taxMode,
    taxRateBps: channel.taxRateBps,
    ...totals,
    ...money,
    due: money.total - money.paid,
    shippingCharged,
    discountGranted: input.discountTotal,
    ...partiesOf(parts),
    tags: input.tags,
    notes: input.notes,
    lineCount: lines.length,
    unitCount: lines.reduce((units, line) => units + line.quantity, 0),
    placedAt: now,
    updatedAt: now,
    ...notYet,
    lines,
    payments: payment === undefined ? [] : [payment.record],
    shipments: [],
    holds: [],
    reservations: taken.map(({ lineIndex, location, quantity, backorder }) => {
      return { lineId: lines[lineIndex]?.id ?? "", location, quantity, backorder };
    }),
  };
  record.ready = readinessOf(record, unitsThere(record.reservations));
  const phone = input.customer?.phone;
  const newCustomer = customer.isNew && customer.known !== undefined ? { row: customer.known, phone } : undefined;
  const actor = principalOf(parts.actor);
  return { record, channelId: channel.id, newCustomer, payment, actor, now };
}

function partiesOf({ input, customer }: Parts) {
  return {
    customerId: customer.known?.id ?? null,
    customerName: input.customer?.name ?? customer.known?.name ?? null,
    customerEmail: input.customer?.email ?? customer.known?.email ?? null,
    shippingAddress: input.shippingAddress ?? null,
  };
}

function lineRecord(
  line: PricedInput,
  amounts: ReturnType<typeof quoteOf>["lines"][number] | undefined,
  taxRateBps: number,
): OrderRecord["lines"][number] {
  const { variant } = line;
  if (amounts === undefined) throw new Error("A line has no price");
  return {
    id: newId(),
    kind: "item",
    variantId: variant.id,
    sku: variant.sku,
    name: variant.name,
    taxRateBps,
    ...amounts,
    ...untouched,
  };
}

/** Manual payments are captured at once; others are requested from a provider after the commit. Total 0: no payment. */
function paymentOf(input: PlaceOrderInput, total: number, now: Date) {
  if (input.payment === undefined || total === 0) return undefined;
  const { method, capture, reference } = input.payment;
  const settled = method === "manual";
  const type = capture || settled ? ("capture" as const) : ("authorize" as const);
  const record = {
    id: newId(),
    method,
    amount: total,
    authorized: 0,
    captured: settled ? total : 0,
    refunded: 0,
    voided: 0,
    capturePending: !settled && type === "capture" ? total : 0,
    refundPending: 0,
    reference: reference ?? null,
    providerReference: null,
    createdAt: now,
    failed: false,
    requested: !settled,
  };
  return { record, intentId: newId(), type, settled };
}

/** The rows of a batch, by table, under their column names. */
export function rowsOf(tenantId: string, placed: readonly Placed[]) {
  const scoped = (row: Row): Row => ({ tenant_id: tenantId, ...row });
  const rows = (of: (each: Placed) => Row[]) => placed.flatMap(of).map(scoped);
  return {
    customers: rows(customerRows),
    orders: rows((each) => [orderRow(each.record, each.channelId)]),
    lines: rows(({ record }) => record.lines.map((line, position) => lineRow(line, record.id, position))),
    payments: rows(paymentRows),
    paymentEvents: rows(paymentEventRows),
  };
}

function customerRows({ newCustomer, record, now }: Placed): Row[] {
  if (newCustomer === undefined) return [];
  return [customerRow(newCustomer.row, { phone: newCustomer.phone, address: record.shippingAddress, now })];
}

export function orderRow(order: OrderRecord, channelId: string): Row {
  const row: Record<string, unknown> = { channel_id: channelId, created_at: order.updatedAt };
  for (const { name, column } of orderColumns) row[column] = order[name];
  return Object.assign(row, searchOf(order));
}

export function lineRow(line: OrderRecord["lines"][number], orderId: string, position: number): Row {
  const { id, kind, sku, name, quantity, total, discount, tax } = line;
  const { fulfilled, shipped, delivered, returned, cancelled } = line;
  return {
    id,
    order_id: orderId,
    position,
    kind,
    variant_id: line.variantId,
    sku,
    name,
    quantity,
    unit_price: line.unitPrice,
    tax_rate_bps: line.taxRateBps,
    discount_granted: line.discountGranted,
    tax_charged: line.taxCharged,
    total,
    discount,
    tax,
    fulfilled,
    shipped,
    delivered,
    returned,
    cancelled,
    refunded_quantity: line.refundedQuantity,
    refunded_amount: line.refundedAmount,
    refund_pending_quantity: line.refundPendingQuantity,
    refund_pending_amount: line.refundPendingAmount,
    closed_quantity: line.closedQuantity,
    closed_amount: line.closedAmount,
  };
}

function paymentRows({ record, now }: Placed): Row[] {
  return record.payments.map((payment) => ({
    id: payment.id,
    order_id: record.id,
    method: payment.method,
    currency: record.currency,
    amount: payment.amount,
    authorized: payment.authorized,
    captured: payment.captured,
    refunded: payment.refunded,
    voided: payment.voided,
    capture_pending: payment.capturePending,
    refund_pending: payment.refundPending,
    reference: payment.reference,
    provider_reference: null,
    created_at: now,
    updated_at: now,
  }));
}

function paymentEventRows({ record, payment, actor, now }: Placed): Row[] {
  const [paid] = record.payments;
  if (payment === undefined || paid === undefined) return [];
  const row = {
    order_id: record.id,
    payment_id: paid.id,
    intent_id: payment.intentId,
    type: payment.type,
    amount: paid.amount,
    actor,
    at: now,
  };
  const requested = { id: newId(), ...row, outcome: "requested" };
  return payment.settled ? [requested, { id: newId(), ...row, outcome: "succeeded" }] : [requested];
}
