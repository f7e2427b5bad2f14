import type { Read } from "../kernel/tx.ts";
import { sqlCheck } from "./page-store.ts";

const orders = (read: Read) => read.sql`select * from orders where tenant_id = ${read.tenantId}`;

const lines = (read: Read) => read.sql`
  select l.*, o.status, o.imported from order_lines l
  join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id where l.tenant_id = ${read.tenantId}`;

/** `readinessOf`, computed independently in SQL. */
const readiness = (read: Read) => read.sql`
  case when page.status in ('pending', 'processing') and not page.on_hold and page.payment_status <> 'refunded'
    and exists (select from order_lines l where l.tenant_id = page.tenant_id and l.order_id = page.id
      and l.kind = 'item' and l.quantity > l.cancelled + l.fulfilled)
    and not exists (select from order_lines l where l.tenant_id = page.tenant_id and l.order_id = page.id
      and l.kind = 'item' and l.quantity - l.cancelled - l.fulfilled > (select coalesce(sum(r.quantity), 0)
        from reservations r where r.tenant_id = l.tenant_id and r.order_id = l.order_id and r.order_line_id = l.id
          and r.status = 'active' and not r.backorder))
  then case when page.paid >= page.total then 'paid'
    when (select coalesce(sum(greatest(p.authorized - p.voided, p.captured)), 0) from payments p
      where p.tenant_id = page.tenant_id and p.order_id = page.id) >= page.total then 'authorized' end
  end`;

export const orderChecks = [
  sqlCheck({
    name: "order.counts",
    promise: "An order counts its lines and their units.",
    rows: orders,
    broken: (read) => read.sql`
      select page.id, page.number, page.line_count as "lineCount", s.lines, page.unit_count as "unitCount", s.units
      from page cross join lateral (select count(*) as lines, coalesce(sum(l.quantity), 0) as units
        from order_lines l where l.tenant_id = page.tenant_id and l.order_id = page.id) s
      where page.line_count <> s.lines or page.unit_count <> s.units`,
  }),
  sqlCheck({
    name: "order.money",
    promise: "What an order calls authorised, paid and refunded is the sum of its payments.",
    rows: orders,
    broken: (read) => read.sql`
      select page.id, page.number, page.authorized, page.paid, page.refunded, s.* from page
      cross join lateral (select coalesce(sum(p.authorized - p.voided), 0) as "paymentsAuthorized",
          coalesce(sum(p.captured), 0) as "paymentsCaptured", coalesce(sum(p.refunded), 0) as "paymentsRefunded"
        from payments p where p.tenant_id = page.tenant_id and p.order_id = page.id) s
      where page.authorized <> s."paymentsAuthorized" or page.paid <> s."paymentsCaptured"
        or page.refunded <> s."paymentsRefunded"`,
  }),
  sqlCheck({
    name: "order.ready",
    promise: "An order is ready to ship when it is covered and not held, and all that is left to ship is set aside.",
    rows: orders,
    broken: (read) => read.sql`
      select page.id, page.number, page.ready, s.expected from page
      cross join lateral (select ${readiness(read)} as expected) s where page.ready is distinct from s.expected`,
  }),
  sqlCheck({
    name: "order.once",
    promise: "A channel's outside number is one order.",
    rows: orders,
    broken: (read) => read.sql`
      select page.id, page.number, page.external_id as "externalId", o.id as other from page
      join orders o on o.tenant_id = page.tenant_id and o.channel_id = page.channel_id
        and o.external_id = page.external_id and o.id <> page.id`,
  }),
  sqlCheck({
    name: "payment.ledger",
    promise: "The sums of a payment are those of its ledger.",
    rows: (read) => read.sql`select * from payments where tenant_id = ${read.tenantId}`,
    broken: (read) => read.sql`
      select page.id, page.order_id as "orderId", page.authorized, page.captured, page.refunded, page.voided,
        page.capture_pending as "capturePending", page.refund_pending as "refundPending", s.* from page
      cross join lateral (
        select coalesce(sum(amount) filter (where outcome = 'succeeded' and type = 'authorize'), 0) as "ledgerAuthorized",
          coalesce(sum(amount) filter (where outcome = 'succeeded' and type = 'capture'), 0) as "ledgerCaptured",
          coalesce(sum(amount) filter (where outcome = 'succeeded' and type = 'refund'), 0) as "ledgerRefunded",
          coalesce(sum(amount) filter (where outcome = 'succeeded' and type = 'void'), 0) as "ledgerVoided",
          coalesce(sum(amount) filter (where open and type = 'capture'), 0) as "ledgerCapturePending",
          coalesce(sum(amount) filter (where open and type = 'refund'), 0) as "ledgerRefundPending"
        from (select e.*, e.outcome = 'requested' and not exists (select from payment_events a
            where a.tenant_id = e.tenant_id and a.intent_id = e.intent_id and a.outcome <> 'requested') as open
          from payment_events e
          where e.tenant_id = page.tenant_id and e.order_id = page.order_id and e.payment_id = page.id) e) s
      where (page.authorized, page.captured, page.refunded, page.voided, page.capture_pending, page.refund_pending)
        <> (s."ledgerAuthorized", s."ledgerCaptured", s."ledgerRefunded", s."ledgerVoided", s."ledgerCapturePending",
          s."ledgerRefundPending")`,
  }),
  sqlCheck({
    name: "payment.bounds",
    promise: "No payment takes more than its amount or gives back more than it took.",
    rows: (read) => read.sql`select * from payments where tenant_id = ${read.tenantId}`,
    broken: (read) => read.sql`
      select id, amount, captured, refunded, voided from page
      where captured + capture_pending + voided > amount or refunded + refund_pending > captured`,
  }),
  sqlCheck({
    name: "line.shipped",
    promise: "What a line calls shipped, delivered and returned is in its shipments and returns.",
    rows: lines,
    broken: (read) => read.sql`
      select page.id, page.order_id as "orderId", page.shipped, page.delivered, page.returned, s.*, r.* from page
      cross join lateral (
        select coalesce(sum(sl.quantity) filter (where h.status <> 'cancelled'), 0) as "shipmentsShipped",
          coalesce(sum(sl.quantity) filter (where h.status = 'delivered'), 0) as "shipmentsDelivered"
        from shipments h join shipment_lines sl on sl.tenant_id = h.tenant_id and sl.shipment_id = h.id
        where h.tenant_id = page.tenant_id and h.order_id = page.order_id and sl.order_line_id = page.id) s
      cross join lateral (
        select coalesce(sum(rl.received), 0) as "returnsReceived" from returns h
        join return_lines rl on rl.tenant_id = h.tenant_id and rl.return_id = h.id
        where h.tenant_id = page.tenant_id and h.order_id = page.order_id and rl.order_line_id = page.id) r
      where page.shipped <> s."shipmentsShipped" or page.delivered <> s."shipmentsDelivered"
        or page.returned <> r."returnsReceived" or page.fulfilled < page.shipped
        or page.cancelled + page.fulfilled > page.quantity`,
  }),
  sqlCheck({
    name: "line.reserved",
    promise:
      "Every unit that is still to leave is reserved or waits; what left is committed; closed orders reserve nothing.",
    rows: lines,
    broken: (read) => read.sql`
      select page.id, page.order_id as "orderId", page.quantity, page.cancelled, page.fulfilled, page.shipped, s.* from page
      cross join lateral (
        select coalesce(sum(r.quantity) filter (where r.status = 'active'), 0) as active,
          coalesce(sum(r.quantity) filter (where r.status = 'committed'), 0) as committed
        from reservations r
        where r.tenant_id = page.tenant_id and r.order_id = page.order_id and r.order_line_id = page.id) s
      where case when page.kind <> 'item' or page.imported or page.status = 'draft' then s.active <> 0
        else s.active <> page.quantity - page.cancelled - page.fulfilled or s.committed <> page.shipped end`,
  }),
  sqlCheck({
    name: "event.sequence",
    promise: "The events of every subject are numbered 1, 2, 3 without a gap.",
    rows: (read) => read.sql`
      select tenant_id, subject_id as id, count(*) as count, max(sequence) as highest, min(sequence) as lowest
      from events where tenant_id = ${read.tenantId} group by tenant_id, subject_id`,
    broken: (read) => read.sql`
      select id, count, lowest, highest from page
      where lowest <> 1 or highest <> count`,
  }),
  sqlCheck({
    name: "event.relayed",
    promise: "The relay passes no committed event over: none waits while a later one has had its place for a minute.",
    rows: (read) => read.sql`
      select e.* from outbox o join events e on e.n = o.n where e.tenant_id = ${read.tenantId}`,
    broken: (read) => read.sql`
      select p.id, p.type, p.at from page p
      where exists (select from feed f
        where f.tenant_id = p.tenant_id and f.n > p.n and f.at < now() - interval '1 minute')`,
  }),
];
