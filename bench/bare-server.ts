/**
 * The yardstick: what a competent engineer writes in an afternoon with node:http and postgres.js. It writes the same
 * rows as Crossdock, one transaction an order, and answers the same body.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import postgres, { type TransactionSql } from "postgres";
import { v7 } from "uuid";
import { listOrders, readOrder } from "./bare-reads.ts";

const tenant = process.env["BENCH_TENANT"] ?? "";
const sql = postgres(process.env["DATABASE_URL"] ?? "", { max: 10, onnotice: () => {} });
const numbers = `order_numbers_${tenant.replaceAll("-", "")}`;

interface Body {
  channel: string;
  externalId: string;
  currency: string;
  customer: { email: string; name: string };
  shippingAddress: Record<string, string>;
  lines: { sku: string; quantity: number }[];
}

interface Variant {
  id: string;
  sku: string;
  name: string;
  prices: Record<string, number>;
}

interface Level {
  id: string;
  variant_id: string;
  location_id: string;
  location: string;
  on_hand: number;
  reserved: number;
  available: number;
}

class Refused extends Error {}

interface Channel {
  id: string;
  tax_mode: string;
}

interface Customer {
  id: string;
  name: string;
  email: string;
}

interface Asked {
  readonly body: Body;
  readonly key: string;
  readonly fingerprint: string;
}

type Line = ReturnType<typeof lineOf>;

async function place(tx: TransactionSql, asked: Asked) {
  const { body, key, fingerprint } = asked;
  const [kept] = await tx<{ output: unknown }[]>`
    select output from idempotency where tenant_id = ${tenant} and principal = 'bare' and key = ${key}`;
  if (kept !== undefined) return kept.output;
  const [channel] = await tx<Channel[]>`
    select id, tax_mode from channels where tenant_id = ${tenant} and code = ${body.channel}`;
  if (channel === undefined) throw new Refused("channel");
  const [same] = await tx`
    select id from orders where tenant_id = ${tenant} and channel_id = ${channel.id} and external_id = ${body.externalId}`;
  if (same !== undefined) throw new Refused("duplicate");
  const [customer] = await tx<Customer[]>`
    select id, name, email from customers where tenant_id = ${tenant} and email = ${body.customer.email}`;
  const lines = await reserve(tx, body);
  const [next] = await tx<{ number: string }[]>`select nextval(${numbers}::text::regclass) as number`;
  const order = orderOf(body, lines, { number: next?.number ?? "", customer, now: new Date() });
  await writeOrder(tx, asked, { order, channel, lines });
  await writeEvents(tx, asked, { order, lines });
  await tx`
    insert into idempotency (tenant_id, principal, key, operation, fingerprint, output)
    values (${tenant}, 'bare', ${key}, 'orders.place', ${fingerprint}, ${JSON.stringify(order)}::text::jsonb)`;
  return order;
}

/** Reads articles and prices, locks the stock rows, checks. */
async function reserve(tx: TransactionSql, body: Body): Promise<Line[]> {
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

/** The body that Crossdock answers, so that both sides send as many bytes. */
function orderOf(body: Body, lines: Line[], at: { number: string; customer: Customer | undefined; now: Date }) {
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

type Order = ReturnType<typeof orderOf>;

async function writeOrder(tx: TransactionSql, asked: Asked, made: { order: Order; channel: Channel; lines: Line[] }) {
  const { order, channel, lines } = made;
  const { body, fingerprint } = asked;
  const words = [
    order.number,
    body.externalId,
    body.customer.name,
    body.customer.email,
    ...lines.map((line) => line.variant.sku),
  ];
  await tx`
    insert into orders (tenant_id, id, number, channel_id, external_id, payload_hash, status, payment_status,
      fulfillment_status, currency, tax_mode, subtotal, total, customer_id, customer_name, customer_email,
      shipping_address, line_count, unit_count, placed_at, search)
    values (${tenant}, ${order.id}, ${order.number}, ${channel.id}, ${body.externalId}, ${fingerprint}, 'pending', 'unpaid',
      'unfulfilled', ${body.currency}, ${channel.tax_mode}, ${order.totals.total}, ${order.totals.total},
      ${order.customer.id}, ${body.customer.name}, ${body.customer.email}, ${tx.json(body.shippingAddress)},
      ${order.lineCount}, ${order.unitCount}, ${order.placedAt}, to_tsvector('simple', ${words.join(" ")}))`;
  const rows = lines.map(({ id, position, variant, quantity, unitPrice, total }) => {
    const article = { variant_id: variant.id, sku: variant.sku, name: variant.name };
    return { tenant_id: tenant, id, order_id: order.id, position, ...article, quantity, unit_price: unitPrice, total };
  });
  await tx`insert into order_lines ${tx(rows)}`;
  const reserved = lines.map(({ id, variant, level, quantity }) => {
    const at = { variant_id: variant.id, location_id: level.location_id };
    return { tenant_id: tenant, id: v7(), order_id: order.id, order_line_id: id, ...at, quantity };
  });
  await tx`insert into reservations ${tx(reserved)}`;
  for (const { level } of lines) {
    await tx`
      update stock_levels set reserved = ${level.reserved}, updated_at = now()
      where tenant_id = ${tenant} and variant_id = ${level.variant_id} and location_id = ${level.location_id}`;
  }
}

async function writeEvents(tx: TransactionSql, asked: Asked, made: { order: Order; lines: Line[] }) {
  const { order, lines } = made;
  const levels = [...new Set(lines.map((line) => line.level))];
  const sequences = await tx<{ id: string; last: number }[]>`
    select subject_id as id, max(sequence) as last from events
    where tenant_id = ${tenant} and subject_id in ${tx(levels.map((level) => level.id))} group by 1`;
  const who = { actor_type: "api_key", actor_id: "bare", actor_name: "bare", transport: "rest", request_id: asked.key };
  const event = (type: string, subjectId: string, data: object) => ({
    tenant_id: tenant,
    id: v7(),
    type,
    subject_type: type.startsWith("order") ? "order" : "stock_level",
    subject_id: subjectId,
    sequence: (sequences.find((each) => each.id === subjectId)?.last ?? 0) + 1,
    data: JSON.stringify(data),
    ...who,
    at: order.placedAt,
  });
  const { number, channel, externalId, status, totals, customer } = order;
  const placed = event("order.placed", order.id, {
    number,
    channel,
    externalId,
    status,
    totals,
    customer,
    lines: order.lines,
  });
  const changed = levels.map(({ id, location, on_hand, reserved, available }) =>
    event("stock.changed", id, { location, onHand: on_hand, reserved, available }),
  );
  const written = await tx<{ n: string }[]>`insert into events ${tx([placed, ...changed])} returning n`;
  await tx`insert into outbox ${tx(written.map(({ n }) => ({ n })))}`;
}

function read(url: string): Promise<unknown> {
  const [path = "", query] = url.split("?");
  if (path === "/orders") return listOrders(sql, tenant, Number(new URLSearchParams(query).get("limit")));
  return readOrder(sql, tenant, path.split("/").at(-1) ?? "");
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks).toString()));
    request.on("error", reject);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, value: unknown) => {
    const text = JSON.stringify(value);
    response
      .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
      .end(text);
  };
  if (request.method === "GET") return send(200, await read(request.url ?? ""));
  const text = await bodyOf(request);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the yardstick trusts its own load generator
  const body = JSON.parse(text) as Body;
  const key = String(request.headers["idempotency-key"]);
  const fingerprint = createHash("sha256").update(text).digest("base64url");
  try {
    send(201, await sql.begin((tx) => place(tx, { body, key, fingerprint })));
  } catch (error) {
    send(error instanceof Refused ? 409 : 500, { code: String(error) });
  }
}

const server = createServer((request, response) => void answer(request, response));
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => process.send?.("ready"));
process.on("disconnect", () => process.exit(0));
