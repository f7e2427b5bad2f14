import type { z } from "zod";
import type { AuditEntry } from "../audit/entry-schemas.ts";
import type { ProductView, VariantView } from "../catalog/schemas.ts";
import type { CustomerView } from "../customers/schemas.ts";
import type { StockLevelView } from "../inventory/schemas.ts";
import { offsetText } from "../kernel/civil-time.ts";
import { amountText, decimalText } from "../kernel/money-text.ts";
import type { OrderListItem } from "../order/list-schemas.ts";
import type { csvColumns } from "./column-schemas.ts";
import type { ExportSubject } from "./schemas.ts";

/** The value of one cell. Numbers stay numbers; lists and objects are JSON in NDJSON and text in CSV. */
export type Cell = string | number | boolean | null | Date | readonly unknown[] | object;
/** Receives the shop's IANA zone; a `Date` is written as its format requires. */
export type Column<R> = (row: R, timeZone: string) => Cell;
type Columns<S extends ExportSubject, R> = Readonly<Record<(typeof csvColumns)[S][number], Column<R>>>;

export type OrderRow = z.input<typeof OrderListItem>;
/** A line, with its order. */
export interface LineRow {
  readonly order: OrderRow;
  readonly line: OrderRow["lines"][number];
  /** The order's first line, which carries the order's sums. */
  readonly first: boolean;
}
export type ProductRow = z.input<typeof ProductView> & { readonly variant: z.input<typeof VariantView> };
export type CustomerRow = z.input<typeof CustomerView>;
export type StockRow = z.input<typeof StockLevelView>;

export const orderColumns = {
  id: (order) => order.id,
  number: (order) => order.number,
  channel: (order) => order.channel,
  externalId: (order) => order.externalId,
  status: (order) => order.status,
  paymentStatus: (order) => order.paymentStatus,
  fulfillmentStatus: (order) => order.fulfillmentStatus,
  onHold: (order) => order.onHold,
  placedAt: (order) => new Date(order.placedAt),
  updatedAt: (order) => new Date(order.updatedAt),
  currency: (order) => order.currency,
  subtotalMinor: (order) => order.totals.subtotal,
  shippingMinor: (order) => order.totals.shipping,
  taxMinor: (order) => order.totals.tax,
  discountMinor: (order) => order.totals.discount,
  totalMinor: (order) => order.totals.total,
  paidMinor: (order) => order.totals.paid,
  refundedMinor: (order) => order.totals.refunded,
  dueMinor: (order) => order.totals.due,
  customerId: (order) => order.customer?.id ?? null,
  customerName: (order) => order.customer?.name ?? null,
  customerEmail: (order) => order.customer?.email ?? null,
  shippingName: (order) => order.shippingAddress?.name ?? null,
  shippingLine1: (order) => order.shippingAddress?.line1 ?? null,
  shippingLine2: (order) => order.shippingAddress?.line2 ?? null,
  shippingCity: (order) => order.shippingAddress?.city ?? null,
  shippingRegion: (order) => order.shippingAddress?.region ?? null,
  shippingPostalCode: (order) => order.shippingAddress?.postalCode ?? null,
  shippingCountry: (order) => order.shippingAddress?.country ?? null,
  shippingPhone: (order) => order.shippingAddress?.phone ?? null,
  lineCount: (order) => order.lineCount,
  unitCount: (order) => order.unitCount,
  tags: (order) => order.tags,
  assigneeId: (order) => order.assigneeId,
  lines: (order) =>
    order.lines.map(({ sku, name, quantity, unitPrice, total, discount, tax, cancelled, refunded }) => ({
      sku,
      name,
      quantity,
      unitPriceMinor: unitPrice,
      totalMinor: total,
      discountMinor: discount,
      taxMinor: tax,
      cancelled,
      refunded: refunded.quantity,
      refundedMinor: refunded.amount,
    })),
  subtotal: (order) => decimalText(order.totals.subtotal, order.currency),
  shipping: (order) => decimalText(order.totals.shipping, order.currency),
  tax: (order) => decimalText(order.totals.tax, order.currency),
  discount: (order) => decimalText(order.totals.discount, order.currency),
  total: (order) => decimalText(order.totals.total, order.currency),
  paid: (order) => decimalText(order.totals.paid, order.currency),
  refunded: (order) => decimalText(order.totals.refunded, order.currency),
  due: (order) => decimalText(order.totals.due, order.currency),
  placedAtOffset: (order, timeZone) => offsetText(new Date(order.placedAt), timeZone),
  updatedAtOffset: (order, timeZone) => offsetText(new Date(order.updatedAt), timeZone),
  timeZone: (_, timeZone) => timeZone,
} satisfies Columns<"orders", OrderRow>;

const sumOf = ({ order, first }: LineRow, minor: number) => (first ? decimalText(minor, order.currency) : null);

/** Named like Crossdock's own import columns; the import requires an order number. */
export const lineColumns = {
  number: ({ order }) => order.number,
  placedAt: ({ order }) => new Date(order.placedAt),
  channel: ({ order }) => order.channel,
  externalId: ({ order }) => order.externalId ?? order.number,
  status: ({ order }) => order.status,
  paymentStatus: ({ order }) => order.paymentStatus,
  fulfillmentStatus: ({ order }) => order.fulfillmentStatus,
  customerName: ({ order }) => order.customer?.name ?? null,
  customerEmail: ({ order }) => order.customer?.email ?? null,
  sku: ({ line }) => line.sku,
  name: ({ line }) => line.name,
  quantity: ({ line }) => line.quantity - line.cancelled,
  unitPrice: ({ order, line }) => decimalText(line.unitPrice, order.currency),
  lineDiscount: ({ order, line }) => decimalText(line.discount, order.currency),
  lineTax: ({ order, line }) => decimalText(line.tax, order.currency),
  lineTotal: ({ order, line }) => decimalText(line.total, order.currency),
  cancelled: ({ line }) => line.cancelled,
  currency: ({ order }) => order.currency,
  shippingTotal: (row) => sumOf(row, row.order.totals.shipping),
  discountTotal: (row) => sumOf(row, row.order.totals.discount),
  total: (row) => sumOf(row, row.order.totals.total),
  tags: ({ order }) => order.tags.join("|"),
  shippingName: ({ order }) => order.shippingAddress?.name ?? null,
  shippingLine1: ({ order }) => order.shippingAddress?.line1 ?? null,
  shippingLine2: ({ order }) => order.shippingAddress?.line2 ?? null,
  shippingCity: ({ order }) => order.shippingAddress?.city ?? null,
  shippingRegion: ({ order }) => order.shippingAddress?.region ?? null,
  shippingPostalCode: ({ order }) => order.shippingAddress?.postalCode ?? null,
  shippingCountry: ({ order }) => order.shippingAddress?.country ?? null,
  timeZone: (_, timeZone) => timeZone,
  placedAtOffset: ({ order }, timeZone) => offsetText(new Date(order.placedAt), timeZone),
  lineId: ({ line }) => line.id,
  orderId: ({ order }) => order.id,
} satisfies Columns<"order_lines", LineRow>;

export const productColumns = {
  productId: (product) => product.id,
  title: (product) => product.title,
  status: (product) => product.status,
  variantId: ({ variant }) => variant.id,
  sku: ({ variant }) => variant.sku,
  variantTitle: ({ variant }) => variant.title,
  barcode: ({ variant }) => variant.barcode,
  pricesMinor: ({ variant }) => variant.prices,
  available: ({ variant }) => variant.available,
  weightGrams: ({ variant }) => variant.weightGrams,
  hsCode: ({ variant }) => variant.hsCode,
  description: (product) => product.description,
  image: (product) => product.image,
  createdAt: (product) => new Date(product.createdAt),
  updatedAt: (product) => new Date(product.updatedAt),
  prices: ({ variant }) => Object.entries(variant.prices).map(([currency, minor]) => amountText(minor, currency)),
  createdAtOffset: (product, timeZone) => offsetText(new Date(product.createdAt), timeZone),
  updatedAtOffset: (product, timeZone) => offsetText(new Date(product.updatedAt), timeZone),
  timeZone: (_, timeZone) => timeZone,
} satisfies Columns<"products", ProductRow>;

export const customerColumns = {
  id: (customer) => customer.id,
  name: (customer) => customer.name,
  email: (customer) => customer.email,
  phone: (customer) => customer.phone,
  reference: (customer) => customer.reference,
  groups: (customer) => customer.groups,
  notes: (customer) => customer.notes,
  addresses: (customer) => customer.addresses,
  createdAt: (customer) => new Date(customer.createdAt),
  updatedAt: (customer) => new Date(customer.updatedAt),
  createdAtOffset: (customer, timeZone) => offsetText(new Date(customer.createdAt), timeZone),
  updatedAtOffset: (customer, timeZone) => offsetText(new Date(customer.updatedAt), timeZone),
  timeZone: (_, timeZone) => timeZone,
} satisfies Columns<"customers", CustomerRow>;

export const stockColumns = {
  sku: (level) => level.sku,
  title: (level) => level.title,
  location: (level) => level.location,
  onHand: (level) => level.onHand,
  reserved: (level) => level.reserved,
  available: (level) => level.available,
  incoming: (level) => level.incoming,
  safetyStock: (level) => level.safetyStock,
  backordered: (level) => level.backordered,
  allowBackorder: (level) => level.allowBackorder,
  variantId: (level) => level.variantId,
  productId: (level) => level.productId,
  updatedAt: (level) => new Date(level.updatedAt),
  updatedAtOffset: (level, timeZone) => offsetText(new Date(level.updatedAt), timeZone),
  timeZone: (_, timeZone) => timeZone,
} satisfies Columns<"stock", StockRow>;

export const auditColumns = {
  id: (entry) => entry.id,
  at: (entry) => new Date(entry.at),
  type: (entry) => entry.type,
  subjectType: (entry) => entry.subjectType,
  subjectId: (entry) => entry.subjectId,
  sequence: (entry) => entry.sequence,
  actorType: (entry) => entry.actor.type,
  actorId: (entry) => entry.actor.id,
  actorName: (entry) => entry.actor.name,
  transport: (entry) => entry.transport,
  address: (entry) => entry.address,
  requestId: (entry) => entry.requestId,
  changes: (entry) => entry.changes,
  atOffset: (entry, timeZone) => offsetText(new Date(entry.at), timeZone),
  timeZone: (_, timeZone) => timeZone,
} satisfies Columns<"audit", AuditEntry>;
