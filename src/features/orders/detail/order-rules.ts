import type { Order } from "../order-news.ts";

export type OrderLine = Order["lines"][number];
export type Payment = Order["payments"][number];
export type Shipment = Order["shipments"][number];

/** Which actions the screen offers. The server decides; this only hides what it would reject. */
export const openUnits = (line: OrderLine): number => line.quantity - line.cancelled - line.fulfilled;

const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);

export const capturable = (payment: Payment): number =>
  Math.max(0, payment.authorized - payment.captured - payment.capturePending - payment.voided);

export const refundable = (payment: Payment): number =>
  Math.max(0, payment.captured - payment.refunded - payment.refundPending);

export const refundableOf = (order: Order): number => sum(order.payments, refundable);

/** The amount due without pending payments. */
export function payableOf({ totals, payments }: Order): number {
  const coming = sum(payments, (payment) =>
    payment.state === "requested" ? payment.amount : capturable(payment) + payment.capturePending,
  );
  return Math.max(0, totals.due - coming);
}

const isPlaced = ({ status }: Order) => status !== "draft" && status !== "cancelled";

export const shippableLines = ({ lines }: Order): OrderLine[] =>
  lines.filter((line) => line.kind === "item" && openUnits(line) > 0);

export const canShip = (order: Order): boolean => isPlaced(order) && !order.onHold && shippableLines(order).length > 0;

export const canCancel = (order: Order): boolean => isPlaced(order) && order.lines.some((line) => openUnits(line) > 0);

export const canHold = (order: Order): boolean => isPlaced(order) && order.status !== "delivered" && !order.onHold;

export const canPay = (order: Order): boolean => isPlaced(order) && payableOf(order) > 0;

export const onItsWay = ({ status }: Shipment): boolean => status === "shipped" || status === "in_transit";

export type Step =
  | { kind: "confirm" }
  | { kind: "release" }
  | { kind: "ship" | "pay" | "refund" }
  | { kind: "capture"; paymentId: string }
  | { kind: "deliver"; shipmentId: string };

/** The most likely next action; null when there is none. */
export function nextStep(order: Order): Step | null {
  if (order.status === "draft") return { kind: "confirm" };
  if (order.onHold) return { kind: "release" };
  if (order.totals.due < 0 && refundableOf(order) > 0) return { kind: "refund" };
  if (order.status === "cancelled") return null;
  if (canPay(order) && order.totals.paid === 0 && order.totals.authorized === 0) return { kind: "pay" };
  if (canShip(order)) return { kind: "ship" };
  const authorized = order.payments.find((payment) => capturable(payment) > 0);
  if (authorized) return { kind: "capture", paymentId: authorized.id };
  if (canPay(order)) return { kind: "pay" };
  const parcel = order.shipments.find(onItsWay);
  return parcel ? { kind: "deliver", shipmentId: parcel.id } : null;
}

/** Whether the lines have different states, so that each shows its own. */
export function isMixed({ lines, fulfillmentStatus }: Order): boolean {
  const items = lines.filter((line) => line.kind === "item");
  return fulfillmentStatus === "partially_fulfilled" || items.some((line) => line.returned > 0 || line.cancelled > 0);
}
