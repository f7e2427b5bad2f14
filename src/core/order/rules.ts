import { allocate, portion } from "../kernel/rounding.ts";
import { keptOf, type LineCharge, owedOf, type LineMoney, takenAmount, type TaxMode } from "./line-rules.ts";
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

/** Derives the three stored statuses from the ledgers alone. */
export function statusesOf(draft: boolean, lines: readonly LineCounters[], money: MoneySums): Statuses {
  const status = draft ? "draft" : orderStatus(lines, money);
  return { status, paymentStatus: paymentStatus(status, money), fulfillmentStatus: fulfillmentStatus(lines) };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);

/** Charges have nothing to ship; an order of charges alone uses their counters. */
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

/** Minor units. With tax, shipping and all refunds, every sum of an order up to this amount stays an exact integer. */
export const MOST_GOODS = 100_000_000_000_000;

interface Charges {
  readonly taxMode: TaxMode;
  readonly shippingCharged: number;
  readonly shippingTaxCharged: number;
}

/**
 * The open amount, minor units. Positive: owed by the customer for what is neither cancelled nor refunded by line.
 * Negative: due back without a pending refund. A refund by amount never makes a customer owe again.
 */
export function dueOf(
  order: Charges & { readonly lines: readonly LineMoney[] },
  { paid, refunded, refundPending }: { paid: number; refunded: number; refundPending: number },
): number {
  const owed = sum(order.lines, (line) => owedOf(line, order.taxMode)) + shippingOf(order).owed;
  const byLine = sum(order.lines, takenAmount);
  const open = owed - (paid - byLine);
  return open >= 0 ? open : Math.min(0, open + refunded + refundPending - byLine);
}

/** Shipping is charged as long as anything of the order is left. */
function shippingOf(order: Charges & { readonly lines: readonly { quantity: number; cancelled: number }[] }) {
  const live = order.lines.some((line) => line.cancelled < line.quantity);
  const [shipping, tax] = live ? [order.shippingCharged, order.shippingTaxCharged] : [0, 0];
  return { shipping, tax, owed: shipping + (order.taxMode === "excluded" ? tax : 0) };
}

type KeptLine = LineCharge & { readonly cancelled: number };

export interface Totals {
  subtotal: number;
  shipping: number;
  discount: number;
  tax: number;
  total: number;
}

/** Totals of what is not cancelled: each line with its share of the discount and its tax. */
export function totalsOf(order: Charges & { readonly lines: readonly KeptLine[] }): Totals {
  const lines = order.lines.map(keptOf);
  const { shipping, tax: shippingTax, owed } = shippingOf(order);
  const subtotal = sum(lines, (line) => line.total);
  const discount = sum(lines, (line) => line.discount);
  const tax = sum(lines, (line) => line.tax);
  const total = subtotal - discount + owed + (order.taxMode === "excluded" ? tax : 0);
  return { subtotal, shipping, discount, tax: tax + shippingTax, total };
}

/** The order and its lines with their current totals. */
export function withTotals<L extends KeptLine, T extends Charges>(
  order: T & { lines: readonly L[] },
): Omit<T, "lines"> & Totals & { lines: (L & ReturnType<typeof keptOf>)[] } {
  const totals = totalsOf(order);
  return { ...order, ...totals, lines: order.lines.map((line) => ({ ...line, ...keptOf(line) })) };
}

/** Tax within (`included`) or on top of (`excluded`) an amount; rate in basis points, 2000 = 20 %. */
export const taxOf = (amount: number, rateBps: number, mode: TaxMode): number =>
  portion(amount, [rateBps, mode === "included" ? 10_000 + rateBps : 10_000]);

export interface PricedLine {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly taxRateBps: number;
}

export interface PricedOrder {
  readonly lines: readonly PricedLine[];
  readonly shippingCharged: number;
  /** The discount is at most the goods' total. */
  readonly discountGranted: number;
  readonly taxMode: TaxMode;
}

/**
 * The amounts of an order, fixed when it is composed: the discount is spread over the lines before tax, tax is
 * rounded per line, and shipping is taxed at the highest rate of its goods.
 */
export function chargesOf({ lines, shippingCharged, discountGranted, taxMode }: PricedOrder) {
  const amounts = lines.map((line) => line.unitPrice * line.quantity);
  const goods = sum(amounts, (amount) => amount);
  const discounts = allocate(Math.min(discountGranted, goods), amounts);
  const charged = lines.map(({ taxRateBps }, index) => {
    const discount = discounts[index] ?? 0;
    return { discountGranted: discount, taxCharged: taxOf((amounts[index] ?? 0) - discount, taxRateBps, taxMode) };
  });
  const highestRate = Math.max(0, ...lines.map((line) => line.taxRateBps));
  return { lines: charged, shippingTaxCharged: taxOf(shippingCharged, highestRate, taxMode) };
}

/** The total of an order with these lines at composition. */
export function quoteOf(order: PricedOrder) {
  const { lines: charges, shippingTaxCharged } = chargesOf(order);
  const charged = charges.map((charge, index) => {
    const { quantity = 1, unitPrice = 0 } = order.lines[index] ?? {};
    return { quantity, unitPrice, cancelled: 0, ...charge };
  });
  const { taxMode, shippingCharged } = order;
  return withTotals({ taxMode, shippingCharged, shippingTaxCharged, lines: charged });
}
