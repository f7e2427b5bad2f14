/** Order, lines, stock and outbox only: the minimum that takes an order without overselling. */
import type { Sql, TransactionSql } from "postgres";
import { v7 } from "uuid";
import { type Asked, type Channel, type Customer, orderOf, Refused, reserve, tenant } from "./bare-order.ts";

const numbers = `order_numbers_${tenant.replaceAll("-", "")}`;

export async function ensureLeanOutbox(sql: Sql): Promise<void> {
  await sql`
    create table if not exists bare_outbox (
      id bigint generated always as identity primary key, type text not null, payload jsonb not null)`;
}

let channel: Channel | undefined;

export async function placeLean(tx: TransactionSql, { body, fingerprint }: Asked) {
  channel ??= (
    await tx<Channel[]>`select id, tax_mode from channels where tenant_id = ${tenant} and code = ${body.channel}`
  )[0];
  if (channel === undefined) throw new Refused("channel");
  const [customer] = await tx<Customer[]>`
    insert into customers (tenant_id, id, email, name) values (${tenant}, ${v7()}, ${body.customer.email}, ${body.customer.name})
    on conflict (tenant_id, email) do update set name = excluded.name returning id, name, email`;
  const lines = await reserve(tx, body);
  const levels = [...new Set(lines.map((line) => line.level))];
  await tx`
    update stock_levels sl set reserved = t.reserved, updated_at = now()
    from unnest(${levels.map((level) => level.id)}::uuid[], ${levels.map((level) => level.reserved)}::int[]) as t(id, reserved)
    where sl.tenant_id = ${tenant} and sl.id = t.id`;
  const [next] = await tx<{ number: string }[]>`select nextval(${numbers}::text::regclass) as number`;
  const order = orderOf(body, lines, { number: next?.number ?? "", customer, now: new Date() });
  await tx`
    insert into orders (tenant_id, id, number, channel_id, external_id, payload_hash, status, payment_status,
      fulfillment_status, currency, tax_mode, subtotal, total, customer_id, customer_name, customer_email,
      shipping_address, line_count, unit_count, placed_at)
    values (${tenant}, ${order.id}, ${order.number}, ${channel.id}, ${body.externalId}, ${fingerprint}, 'pending', 'unpaid',
      'unfulfilled', ${body.currency}, ${channel.tax_mode}, ${order.totals.total}, ${order.totals.total},
      ${order.customer.id}, ${body.customer.name}, ${body.customer.email}, ${tx.json(body.shippingAddress)},
      ${order.lineCount}, ${order.unitCount}, ${order.placedAt})`;
  const rows = lines.map(({ id, position, variant, quantity, unitPrice, total }) => {
    const article = { variant_id: variant.id, sku: variant.sku, name: variant.name };
    return { tenant_id: tenant, id, order_id: order.id, position, ...article, quantity, unit_price: unitPrice, total };
  });
  await tx`insert into order_lines ${tx(rows)}`;
  await tx`insert into bare_outbox (type, payload) values ('order.placed', ${JSON.stringify(order)}::text::jsonb)`;
  return order;
}
