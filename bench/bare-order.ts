/** Shared by both bare servers: reads, locks, and the response body. */
import type { TransactionSql } from "postgres";
import { v7 } from "uuid";

export const tenant = process.env["BENCH_TENANT"] ?? "";

export interface Body {
  channel: string;
  externalId: string;
  currency: string;
  customer: { email: string; name: string };
  shippingAddress: Record<string, string>;
  lines: { sku: string; quantity: number }[];
}

export interface Variant {
  id: string;
  sku: string;
  name: string;
  prices: Record<string, number>;
}

export interface Level {
  id: string;
  variant_id: string;
  location_id: string;
  location: string;
  on_hand: number;
  reserved: number;
  available: number;
}

export class Refused extends Error {}

export interface Channel {
  id: string;
  tax_mode: string;
}

export interface Customer {
  id: string;
  name: string;
  email: string;
}

export interface Asked {
  readonly body: Body;
  readonly key: string;
  readonly fingerprint: string;
}

export type Line = ReturnType<typeof lineOf>;

/** Reads articles and prices, locks the stock rows, checks. */
export async function reserve(tx: TransactionSql, body: Body): Promise<Line[]> {
  const skus = body.lines.map((line) => line.sku);
  const variants = await tx<Variant[]>`
    select v.id, v.sku, p.title as name, v.prices
    from variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tenant} and v.sku in ${tx(skus)}`;
  const levels = await tx<Level[]>`
    select sl.id, sl.variant_id, sl.location_id, k.code as location, sl.on_hand, sl.reserved, sl.available
    from stock_levels sl join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
    where sl.tenant_id = ${tenant} and sl.variant_id in ${tx(variants.map((variant) => variant.id))}
    order by sl.variant_id, sl.location_id for no key update of sl`;
  return body.lines.map((wanted, position) => {
    const variant = variants.find((each) => each.sku === wanted.sku);
    const level = levels.find((each) => each.variant_id === variant?.id);
    if (variant === undefined || level === undefined || level.available < wanted.quantity) throw new Refused("short");
    level.reserved += wanted.quantity;
    level.available -= wanted.quantity;
    return lineOf({
      variant,
      level,
      quantity: wanted.quantity,
      unitPrice: variant.prices[body.currency] ?? 0,
      position,
    });
  });
}

function lineOf(part: { variant: Variant; level: Level; quantity: number; unitPrice: number; position: number }) {
  return { id: v7(), ...part, total: part.unitPrice * part.quantity };
}

const counters = { fulfilled: 0, shipped: 0, delivered: 0, returned: 0, cancelled: 0 };
const nothing = { shipping: 0, tax: 0, discount: 0, authorized: 0, paid: 0, refunded: 0 };

/** Crossdock's response body, so that both sides send as many bytes. */
export function orderOf(body: Body, lines: Line[], at: { number: string; customer: Customer | undefined; now: Date }) {
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  return {
    id: v7(),
    number: at.number,
    channel: body.channel,
    externalId: body.externalId,
    status: "pending",
    paymentStatus: "unpaid",
    fulfillmentStatus: "unfulfilled",
    onHold: false,
    imported: false,
    version: 1,
    currency: body.currency,
    customer: { id: at.customer?.id ?? null, name: body.customer.name, email: body.customer.email },
    shippingAddress: body.shippingAddress,
    lineCount: lines.length,
    unitCount: lines.reduce((sum, line) => sum + line.quantity, 0),
    totals: { ...nothing, subtotal: total, total, due: total },
    tags: [],
    assigneeId: null,
    placedAt: at.now.toISOString(),
    updatedAt: at.now.toISOString(),
    lines: lines.map(({ id, variant, quantity, unitPrice, total: lineTotal }) => {
      const article = { variantId: variant.id, sku: variant.sku, name: variant.name };
      return { id, kind: "item", ...article, quantity, unitPrice, total: lineTotal, tax: 0, ...counters };
    }),
    notes: "",
    payments: [],
    shipments: [],
    holds: [],
    reservations: lines.map((line) => {
      return { lineId: line.id, location: line.level.location, quantity: line.quantity, backorder: false };
    }),
    cancelledAt: null,
    cancelReason: null,
  };
}

export type Order = ReturnType<typeof orderOf>;
