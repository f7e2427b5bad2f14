import type { z } from "zod";
import { searchColumns } from "../kernel/search.ts";
import type { Address } from "../kernel/shapes.ts";
import type { OrderColumns } from "./columns-store.ts";
import type { OrderFacts } from "./events.ts";
import { type LineMoney, refundableUnits, refundOf } from "./line-rules.ts";
import type { OrderLineView } from "./line-schemas.ts";
import type { PaymentView } from "./payment-schemas.ts";
import type { FulfillmentStatus, OrderStatus, OrderSummary, OrderView, PaymentStatus } from "./schemas.ts";

/** Columns whose database type is wider than the program's. */
interface Known {
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  fulfillmentStatus: FulfillmentStatus;
  /** How its payment is covered when it can ship now; see `readiness.ts`. */
  ready: Readiness;
  taxMode: "included" | "excluded";
  shippingAddress: Address | null;
}

/** One order as the store reads and writes it. Instants are PostgreSQL texts or the process's dates. */
export interface OrderRecord extends Omit<OrderColumns, keyof Known>, Known {
  /** Of its channel: the code, and the tax rate. */
  channel: string;
  taxRateBps: number;
  lines: LineRecord[];
}

/** Empty initial fields of every order: placed, imported or demo. */
export const notYet = { assigneeId: null, cancelledAt: null, cancelReason: null } satisfies Partial<OrderRecord>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface LineRecord
  extends Omit<z.input<typeof OrderLineView>, "refunded" | "refundPending" | "refundable">, Mutable<LineMoney> {
  quantity: number;
  unitPrice: number;
  cancelled: number;
  fulfilled: number;
  taxRateBps: number;
}

/** A line without cancelled, shipped or refunded units. */
export const untouched = {
  fulfilled: 0,
  shipped: 0,
  delivered: 0,
  returned: 0,
  cancelled: 0,
  refundedQuantity: 0,
  refundedAmount: 0,
  refundPendingQuantity: 0,
  refundPendingAmount: 0,
  closedQuantity: 0,
  closedAmount: 0,
};

export interface PaymentRecord extends Omit<z.input<typeof PaymentView>, "state" | "createdAt"> {
  createdAt: string | Date;
  /** The provider's reference. */
  providerReference: string | null;
  failed: boolean;
  requested: boolean;
}

export interface ShipmentRecord extends Omit<
  z.input<typeof OrderView>["shipments"][number],
  "shippedAt" | "deliveredAt" | "cancelledAt"
> {
  shippedAt: string | Date;
  deliveredAt: string | Date | null;
  cancelledAt: string | Date | null;
}

interface HoldRecord extends Omit<z.input<typeof OrderView>["holds"][number], "until" | "placedAt"> {
  until: string | Date | null;
  placedAt: string | Date;
}

export interface FullOrderRecord extends OrderRecord {
  payments: PaymentRecord[];
  shipments: ShipmentRecord[];
  holds: HoldRecord[];
  reservations: z.input<typeof OrderView>["reservations"];
}

const iso = (at: string | Date): string => new Date(at).toISOString();
const isoOrNull = (at: string | Date | null): string | null => (at === null ? null : iso(at));

export function summaryOf(order: Omit<OrderRecord, "lines">): z.input<typeof OrderSummary> {
  const { customerId, customerName, customerEmail } = order;
  const known = customerId !== null || customerName !== null || customerEmail !== null;
  return {
    ...order,
    number: String(order.number),
    customer: known ? { id: customerId, name: customerName, email: customerEmail } : null,
    totals: { ...order },
    placedAt: iso(order.placedAt),
    updatedAt: iso(order.updatedAt),
  };
}

export const linesIn = (order: OrderRecord): z.input<typeof OrderLineView>[] =>
  order.lines.map((line) => {
    const { refundedQuantity, refundedAmount, refundPendingQuantity, refundPendingAmount } = line;
    return {
      ...line,
      refunded: { quantity: refundedQuantity, amount: refundedAmount },
      refundPending: { quantity: refundPendingQuantity, amount: refundPendingAmount },
      refundable: refundableOf(line, order),
    };
  });

function refundableOf(line: LineRecord, { status, taxMode, due }: OrderRecord) {
  const dueBack = Math.max(0, -due);
  const quantity = status === "draft" ? 0 : refundableUnits(line, taxMode, dueBack);
  const refunds = refundOf(line, taxMode, { units: quantity, dueBack }) ?? [];
  return { quantity, amount: refunds.reduce((sum, { amount }) => sum + amount, 0) };
}

export function viewOf(order: FullOrderRecord): z.input<typeof OrderView> {
  return {
    ...summaryOf(order),
    taxMode: order.taxMode,
    notes: order.notes,
    cancelReason: order.cancelReason,
    cancelledAt: isoOrNull(order.cancelledAt),
    lines: linesIn(order),
    payments: order.payments.map(paymentViewOf),
    shipments: order.shipments.map(shipmentViewOf),
    holds: order.holds.map((hold) => ({ ...hold, until: isoOrNull(hold.until), placedAt: iso(hold.placedAt) })),
    reservations: order.reservations,
  };
}

export const paymentViewOf = (payment: PaymentRecord): z.input<typeof PaymentView> => ({
  ...payment,
  state: stateOf(payment),
  createdAt: iso(payment.createdAt),
});

export const shipmentViewOf = (shipment: ShipmentRecord): z.input<typeof OrderView>["shipments"][number] => ({
  ...shipment,
  shippedAt: iso(shipment.shippedAt),
  deliveredAt: isoOrNull(shipment.deliveredAt),
  cancelledAt: isoOrNull(shipment.cancelledAt),
});

/** The status of a payment, from its sums. A pending request shows until it is answered. */
export function stateOf(payment: PaymentRecord): z.input<typeof PaymentView>["state"] {
  if (payment.refunded > 0) return payment.refunded >= payment.captured ? "refunded" : "partially_refunded";
  if (payment.captured > 0)
    return payment.captured >= payment.amount - payment.voided ? "captured" : "partially_captured";
  if (payment.voided > 0) return "voided";
  if (payment.requested) return "requested";
  if (payment.authorized > 0) return "authorized";
  return payment.failed ? "failed" : "requested";
}

export function factsOf(order: Omit<OrderRecord, "lines">): OrderFacts {
  const { channel, externalId, status, paymentStatus, fulfillmentStatus, onHold, currency, total, version } = order;
  return {
    number: String(order.number),
    channel,
    externalId,
    status,
    paymentStatus,
    fulfillmentStatus,
    onHold,
    currency,
    total,
    version,
  };
}

/** The searchable text of an order: its numbers, customer, recipient, address, and every article. */
export function searchOf(order: Pick<OrderRecord, Found>) {
  const { number, externalId, customerName, customerEmail, shippingAddress: to, lines } = order;
  const place = [to?.name, to?.line1, to?.line2, to?.city, to?.postalCode, to?.postalCode.replaceAll(" ", "")];
  const skus = lines.map((line) => line.sku);
  return searchColumns([String(number), externalId, customerName, customerEmail, ...place, ...skus], [to?.phone]);
}

type Found = "number" | "externalId" | "customerName" | "customerEmail" | "shippingAddress" | "lines";

/** How an order that can ship now is covered: captured, or only authorised. */
export type Readiness = "paid" | "authorized" | null;
