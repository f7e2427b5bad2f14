/** The same rows as Crossdock writes, one transaction per order. */
import type { TransactionSql } from "postgres";
import { v7 } from "uuid";
import {
  type Asked,
  type Body,
  type Channel,
  type Customer,
  type Line,
  type Order,
  orderOf,
  Refused,
  reserve,
  tenant,
} from "./bare-order.ts";

const numbers = `order_numbers_${tenant.replaceAll("-", "")}`;

export async function placeFull(tx: TransactionSql, asked: Asked) {
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
  const customer = await customerOf(tx, body);
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

async function customerOf(tx: TransactionSql, { customer: { email, name } }: Body): Promise<Customer | undefined> {
  const [known] = await tx<Customer[]>`
    select id, name, email from customers where tenant_id = ${tenant} and email = ${email}`;
  if (known !== undefined) return known;
  const [created] = await tx<Customer[]>`
    insert into customers (tenant_id, id, email, name) values (${tenant}, ${v7()}, ${email}, ${name}) returning id, name, email`;
  return created;
}

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
