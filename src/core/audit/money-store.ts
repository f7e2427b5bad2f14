import type { Read } from "../kernel/tx.ts";
import { sqlCheck } from "./page-store.ts";

// The audit does its own arithmetic in PostgreSQL integers, so that it does not share a bug with the rules.

const orders = (read: Read) => read.sql`
  select o.* from orders o where o.tenant_id = ${read.tenantId} and not exists (select from order_lines l
    where l.tenant_id = o.tenant_id and l.order_id = o.id and l.tax_charged is null)`;

const lines = (read: Read) => read.sql`
  select l.*, o.tax_mode from order_lines l
  join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
  where l.tenant_id = ${read.tenantId} and l.tax_charged is not null`;

/** Units of a line times their price, and the same in basis points, without overflow. */
const gross = (read: Read) => read.sql`(l.unit_price::numeric * l.quantity)`;

/** Net amount of all units of a line. */
const sold = (read: Read) => read.sql`
  (${gross(read)} - l.discount_granted + case when o.tax_mode = 'excluded' then l.tax_charged else 0 end)`;

/** Net amount of the first units of a line. */
const soldUnits = (read: Read, units: ReturnType<Read["sql"]>) => read.sql`
  (l.unit_price::numeric * ${units} - div(2 * l.discount_granted::numeric * ${units} + l.quantity - 1, 2 * l.quantity)
    + case when l.tax_mode = 'excluded' then div(2 * l.tax_charged::numeric * ${units} + l.quantity, 2 * l.quantity)
      else 0 end)`;

export const moneyChecks = [
  sqlCheck({
    name: "order.totals",
    promise: "The totals of an order are what its lines and its shipping come to.",
    rows: orders,
    broken: (read) => read.sql`
      select o.id, o.number, o.subtotal, o.shipping, o.discount, o.tax, o.total, s.* from page o
      cross join lateral (
        select coalesce(sum(l.total), 0) as "linesTotal", coalesce(sum(l.discount), 0) as "linesDiscount",
          coalesce(sum(l.tax), 0) as "linesTax", coalesce(bool_or(l.cancelled < l.quantity), false) as live
        from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) s
      where (o.subtotal, o.discount) <> (s."linesTotal", s."linesDiscount")
        or o.shipping <> case when s.live then o.shipping_charged else 0 end
        or o.tax <> s."linesTax" + case when s.live then o.shipping_tax_charged else 0 end
        or o.total <> o.subtotal - o.discount + o.shipping + case when o.tax_mode = 'excluded' then o.tax else 0 end`,
  }),
  sqlCheck({
    name: "order.shipping_tax",
    promise: "Shipping is taxed at the highest rate of its goods.",
    rows: orders,
    broken: (read) => read.sql`
      select o.id, o.number, o.shipping_tax_charged as "shippingTaxCharged", s.expected from page o
      cross join lateral (select 10000 + case when o.tax_mode = 'included' then max(l.tax_rate_bps) else 0 end as base,
          max(l.tax_rate_bps)::numeric as rate
        from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) r
      cross join lateral (select div(2 * o.shipping_charged * r.rate + r.base, 2 * r.base) as expected) s
      where o.shipping_tax_charged <> s.expected`,
  }),
  sqlCheck({
    name: "order.due",
    promise: "What is due follows from what was sold, closed, paid and given back.",
    rows: orders,
    broken: (read) => read.sql`
      select o.id, o.number, o.due, s.open, m.refunds - b.refunds as "refundedByAmount" from page o
      cross join lateral (
        select sum(${sold(read)} - l.closed_amount) as owed, bool_or(l.cancelled < l.quantity) as live
        from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) k
      cross join lateral (
        select coalesce(sum(p.captured), 0) as captured, coalesce(sum(p.refunded + p.refund_pending), 0) as refunds
        from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id) m
      cross join lateral (
        select coalesce(sum(coalesce(r.given, r.amount)), 0) as refunds
        from refund_lines r where r.tenant_id = o.tenant_id and r.order_id = o.id) b
      cross join lateral (
        select k.owed - m.captured + b.refunds + case when not k.live then 0 when o.tax_mode = 'excluded'
          then o.shipping_charged + o.shipping_tax_charged else o.shipping_charged end as open) s
      where o.due <> case when s.open >= 0 then s.open else least(0, s.open + m.refunds - b.refunds) end`,
  }),
  sqlCheck({
    name: "line.discount",
    promise: "The discount of an order is spread over its lines by largest remainder, to the last unit.",
    rows: orders,
    broken: (read) => read.sql`
      select id, "orderId", discount_granted as "discountGranted", part + (rank <= granted - parts)::int as expected from (
        select s.*, sum(part) over (partition by s."orderId") as parts,
          row_number() over (partition by s."orderId" order by rest desc, position) as rank
        from (
          select l.id, o.id as "orderId", l.position, l.discount_granted, granted,
            case when goods = 0 then 0 else div(granted * ${gross(read)}, goods) end as part,
            case when goods = 0 then 0 else mod(granted * ${gross(read)}, goods) end as rest
          from page o
          join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
          cross join lateral (select sum(g.unit_price::numeric * g.quantity) as goods from order_lines g
            where g.tenant_id = o.tenant_id and g.order_id = o.id) t
          cross join lateral (select least(o.discount_granted, t.goods) as granted) d) s) r
      where discount_granted <> part + (rank <= granted - parts)::int`,
  }),
  sqlCheck({
    name: "line.tax",
    promise: "The tax of a line is its rate on what its units were sold for.",
    rows: lines,
    broken: (read) => read.sql`
      select l.id, l.order_id as "orderId", l.tax_charged as "taxCharged", s.expected from page l
      cross join lateral (select 10000 + case when l.tax_mode = 'included' then l.tax_rate_bps else 0 end as base) b
      cross join lateral (
        select div(2 * (${gross(read)} - l.discount_granted) * l.tax_rate_bps + b.base, 2 * b.base) as expected) s
      where l.tax_charged <> s.expected`,
  }),
  sqlCheck({
    name: "line.kept",
    promise: "Total, discount and tax of a line are those of its units that are not cancelled.",
    rows: lines,
    broken: (read) => read.sql`
      select l.id, l.order_id as "orderId", l.total, l.discount, l.tax, s.* from page l
      cross join lateral (
        select l.unit_price * (l.quantity - l.cancelled) as "expectedTotal",
          l.discount_granted - div(2 * l.discount_granted::numeric * l.cancelled + l.quantity - 1, 2 * l.quantity)
            as "expectedDiscount",
          l.tax_charged - div(2 * l.tax_charged::numeric * l.cancelled + l.quantity, 2 * l.quantity) as "expectedTax") s
      where (l.total, l.discount, l.tax) <> (s."expectedTotal", s."expectedDiscount", s."expectedTax")`,
  }),
  sqlCheck({
    name: "line.refunded",
    promise: "What a line calls refunded, or on its way, is in its refunds; no unit is given back twice.",
    rows: lines,
    broken: (read) => read.sql`
      select page.id, page.order_id as "orderId", page.quantity, page.cancelled, page.closed_quantity as "closedQuantity",
        page.refunded_quantity as "refundedQuantity", page.refunded_amount as "refundedAmount", s.* from page
      cross join lateral (
        select coalesce(sum(r.quantity) filter (where a.outcome = 'succeeded'), 0) as "ledgerQuantity",
          coalesce(sum(r.given) filter (where a.outcome = 'succeeded'), 0) as "ledgerAmount",
          coalesce(sum(r.quantity) filter (where a.outcome is null), 0) as "ledgerPendingQuantity",
          coalesce(sum(r.amount) filter (where a.outcome is null), 0) as "ledgerPendingAmount"
        from refund_lines r
        left join payment_events a on a.tenant_id = r.tenant_id and a.intent_id = r.intent_id and a.outcome <> 'requested'
        where r.tenant_id = page.tenant_id and r.order_id = page.order_id and r.order_line_id = page.id) s
      where (page.refunded_quantity, page.refunded_amount, page.refund_pending_quantity, page.refund_pending_amount)
          <> (s."ledgerQuantity", s."ledgerAmount", s."ledgerPendingQuantity", s."ledgerPendingAmount")
        or page.refunded_quantity + page.refund_pending_quantity > page.quantity`,
  }),
  sqlCheck({
    name: "line.closed",
    promise: "Each unit that was cancelled or refunded by line is closed once, for what it was sold for.",
    rows: lines,
    broken: (read) => read.sql`
      select l.id, l.order_id as "orderId", l.quantity, l.cancelled, l.closed_quantity as "closedQuantity",
        l.closed_amount as "closedAmount", s."soldFor", t.refunds, t."closedByRefunds" from page l
      cross join lateral (select ${sold(read)} as "soldFor" from (select l.tax_mode) o) s
      cross join lateral (
        select count(*) filter (where r.given is null or a.outcome = 'succeeded') as refunds,
          coalesce(sum(r.quantity) filter (where not r.cancelled and (r.given is null or a.outcome = 'succeeded')), 0) as "closedByRefunds",
          coalesce(sum(r.amount) filter (where not r.cancelled and r.quantity > 0 and (r.given is null or a.outcome = 'succeeded')), 0) as least,
          coalesce(sum(r.amount) filter (where not r.cancelled and (r.quantity = 0 or r.given is null or a.outcome = 'succeeded')), 0) as most,
          count(*) + 2 as rounding
        from refund_lines r
        left join payment_events a on a.tenant_id = r.tenant_id and a.intent_id = r.intent_id and a.outcome <> 'requested'
        where r.tenant_id = l.tenant_id and r.order_id = l.order_id and r.order_line_id = l.id) t
      cross join lateral (select greatest(0, l.closed_quantity - t."closedByRefunds") as units) c
      where l.closed_quantity not between greatest(l.cancelled, t."closedByRefunds")
          and least(l.quantity, l.cancelled + t."closedByRefunds")
        or l.refunded_quantity + l.refund_pending_quantity > l.closed_quantity
        or l.closed_amount not between l.refunded_amount + l.refund_pending_amount and s."soldFor"
        or t.refunds = 0 and l.closed_amount <> ${soldUnits(read, read.sql`l.cancelled`)}
        or l.closed_amount not between t.least + ${soldUnits(read, read.sql`c.units`)} - t.rounding
          and t.most + ${soldUnits(read, read.sql`c.units`)} + t.rounding`,
  }),
  sqlCheck({
    name: "refund.lines",
    promise: "The lines of a refund come to what was asked for, and what was given for them to what was answered.",
    rows: (read) => read.sql`
      select e.* from payment_events e
      where e.tenant_id = ${read.tenantId} and e.type = 'refund' and e.outcome = 'requested'`,
    broken: (read) => read.sql`
      select page.id, page.order_id as "orderId", page.amount, s.*, a.outcome, a.amount as answered from page
      cross join lateral (
        select count(*) as lines, sum(r.amount) as "linesAmount", sum(r.given) as "linesGiven",
          count(*) filter (where r.given is null) as open
        from refund_lines r where r.tenant_id = page.tenant_id and r.intent_id = page.intent_id) s
      left join payment_events a on a.tenant_id = page.tenant_id and a.intent_id = page.intent_id and a.outcome <> 'requested'
      where s.lines > 0 and (s."linesAmount" > page.amount or (a.outcome is null) <> (s.open > 0)
        or s."linesGiven" <> case when a.outcome = 'succeeded' then least(a.amount, s."linesAmount") else 0 end)`,
  }),
];
