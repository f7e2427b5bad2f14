import { allocate, roundMinor } from "../kernel/rounding.ts";
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from "./schemas.ts";

/** The counters of one line; units, never negative. */
export interface LineCounters {
  readonly kind: "item" | "charge";
  readonly quantity: number;
  readonly fulfilled: number;
  readonly shipped: number;
  readonly delivered: number;
  readonly returned: number;
  readonly cancelled: number;
}

/** Sums of the payment ledger, minor units. */
export interface MoneySums {
  readonly total: number;
  readonly authorized: number;
  readonly paid: number;
  readonly refunded: number;
}

export interface Statuses {
  status: OrderStatus;
  paymentStatus: PaymentStatus;
  fulfillmentStatus: FulfillmentStatus;
}

/** The three stored statuses are this function of the ledgers and of nothing else. */
export function statusesOf(draft: boolean, lines: readonly LineCounters[], money: MoneySums): Statuses {
  const status = draft ? "draft" : orderStatus(lines, money);
  return { status, paymentStatus: paymentStatus(status, money), fulfillmentStatus: fulfillmentStatus(lines) };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);

/** Charges have nothing to ship; an order of charges alone is judged by them. */
function shippable(lines: readonly LineCounters[]): readonly LineCounters[] {
  const items = lines.filter((line) => line.kind === "item");
  return items.length > 0 ? items : lines;
}

function orderStatus(lines: readonly LineCounters[], money: MoneySums): OrderStatus {
  if (lines.every((line) => line.cancelled === line.quantity)) return "cancelled";
  const goods = shippable(lines);
  const wanted = sum(goods, (line) => line.quantity - line.cancelled);
  if (wanted > 0 && sum(goods, (line) => line.delivered) === wanted) return "delivered";
  if (wanted > 0 && sum(goods, (line) => line.shipped) === wanted) return "shipped";
  return money.paid > 0 || goods.some((line) => line.fulfilled > 0) ? "processing" : "pending";
}

function paymentStatus(status: OrderStatus, { total, authorized, paid, refunded }: MoneySums): PaymentStatus {
  if (refunded > 0) return refunded >= paid ? "refunded" : "partially_refunded";
  if (paid > 0) return paid >= total ? "paid" : "partially_paid";
  if (authorized > 0) return "authorized";
  return total === 0 && status !== "cancelled" && status !== "draft" ? "paid" : "unpaid";
}

function fulfillmentStatus(lines: readonly LineCounters[]): FulfillmentStatus {
  const goods = shippable(lines);
  const wanted = sum(goods, (line) => line.quantity - line.cancelled);
  const fulfilled = sum(goods, (line) => line.fulfilled);
  const returned = sum(goods, (line) => line.returned);
  if (returned > 0) return returned >= wanted ? "returned" : "partially_returned";
  if (fulfilled === 0) return "unfulfilled";
  return fulfilled >= wanted ? "fulfilled" : "partially_fulfilled";
}

/**
 * What is still open, minor units. Positive: the customer owes it. Negative: more is paid than the order (after
 * cancellations) is worth and not given back yet. A refund never makes a customer owe again.
 */
export function dueOf({ total, paid, refunded }: Omit<MoneySums, "authorized">): number {
  return total >= paid ? total - paid : Math.min(0, total - paid + refunded);
}

export interface PricedLine {
  readonly quantity: number;
  readonly cancelled: number;
  readonly unitPrice: number;
  readonly taxRateBps: number;
}

export interface PricedOrder {
  readonly lines: readonly PricedLine[];
  readonly shippingCharged: number;
  readonly discountGranted: number;
  readonly taxMode: "included" | "excluded";
  /** The rate of the dearest obligation: shipping follows the goods. */
  readonly shippingTaxRateBps: number;
}

export interface Totals {
  lines: { total: number; tax: number }[];
  subtotal: number;
  shipping: number;
  discount: number;
  tax: number;
  total: number;
}

/** Totals of what is not cancelled. Discounts are spread over the lines before tax; tax is rounded per line. */
export function totalsOf(order: PricedOrder): Totals {
  const { lines, taxMode } = order;
  const live = lines.some((line) => line.cancelled < line.quantity);
  const amounts = lines.map((line) => line.unitPrice * (line.quantity - line.cancelled));
  const subtotal = sum(amounts, (amount) => amount);
  const discount = Math.min(order.discountGranted, subtotal);
  const shipping = live ? order.shippingCharged : 0;
  const discounts = allocate(discount, amounts);
  const taxes = lines.map((line, index) =>
    taxOf((amounts[index] ?? 0) - (discounts[index] ?? 0), line.taxRateBps, taxMode),
  );
  const tax = sum(taxes, (amount) => amount) + taxOf(shipping, order.shippingTaxRateBps, taxMode);
  const total = subtotal - discount + shipping + (taxMode === "excluded" ? tax : 0);
  return {
    lines: amounts.map((amount, index) => ({ total: amount, tax: taxes[index] ?? 0 })),
    subtotal,
    shipping,
    discount,
    tax,
    total,
  };
}

/** Tax within (`included`) or on top of (`excluded`) an amount; rate in basis points, 2000 = 20 %. */
export function taxOf(amount: number, rateBps: number, mode: "included" | "excluded"): number {
  return roundMinor(mode === "included" ? (amount * rateBps) / (10_000 + rateBps) : (amount * rateBps) / 10_000);
}

interface Repriceable<L> extends Omit<PricedOrder, "lines" | "shippingTaxRateBps"> {
  readonly lines: readonly L[];
}

/** The amounts of an order and its lines after lines or quantities changed. Shipping is taxed at its goods' highest rate. */
export function repriced<L extends PricedLine>(order: Repriceable<L>) {
  const shippingTaxRateBps = Math.max(0, ...order.lines.map((line) => line.taxRateBps));
  const { lines, ...amounts } = totalsOf({ ...order, shippingTaxRateBps });
  return { ...amounts, lines: order.lines.map((line, index) => Object.assign({}, line, lines[index])) };
}

/** What each line was sold for, all its units, after its share of the discount and with tax; minor units. */
export function valueOf(order: Repriceable<PricedLine>): number[] {
  const whole = order.lines.map((line) => ({ ...line, cancelled: 0 }));
  const { lines, discount } = totalsOf({ ...order, lines: whole, shippingTaxRateBps: 0 });
  const discounts = allocate(
    discount,
    lines.map((line) => line.total),
  );
  return lines.map(
    (line, index) => line.total - (discounts[index] ?? 0) + (order.taxMode === "excluded" ? line.tax : 0),
  );
}
