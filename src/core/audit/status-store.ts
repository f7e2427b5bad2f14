import { sqlCheck } from "./page-store.ts";

/** Derives statuses independently of the rule that stores them, so that a bug in that rule shows. */
export const statusCheck = sqlCheck({
  name: "order.statuses",
  promise: "The statuses of an order follow from its lines and money, and it is on hold while a hold is open.",
  rows: (read) => read.sql`select * from orders where tenant_id = ${read.tenantId}`,
  broken: (read) => read.sql`
    select o.id, o.number, o.status, o.payment_status as "paymentStatus", o.fulfillment_status as "fulfillmentStatus",
      o.on_hold as "onHold", e.* from page o
    cross join lateral (
      select count(*) filter (where l.cancelled < l.quantity) = 0 as gone,
        coalesce(bool_or(l.kind = 'item'), false) as "hasItems"
      from order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) a
    cross join lateral (
      select coalesce(sum(l.quantity - l.cancelled), 0) as wanted, coalesce(sum(l.fulfilled), 0) as fulfilled,
        coalesce(sum(l.shipped), 0) as shipped, coalesce(sum(l.delivered), 0) as delivered,
        coalesce(sum(l.returned), 0) as returned
      from order_lines l
      where l.tenant_id = o.tenant_id and l.order_id = o.id and (l.kind = 'item' or not a."hasItems")) u
    cross join lateral (
      select case when o.status = 'draft' then 'draft' when a.gone then 'cancelled'
          when u.wanted > 0 and u.delivered = u.wanted then 'delivered'
          when u.wanted > 0 and u.shipped = u.wanted then 'shipped'
          when o.paid > 0 or u.fulfilled > 0 then 'processing' else 'pending' end as "expectedStatus",
        case when o.refunded > 0 then case when o.refunded < o.paid then 'partially_refunded' else 'refunded' end
          when o.paid > 0 then case when o.paid < o.total then 'partially_paid' else 'paid' end
          when o.authorized > 0 then 'authorized'
          when o.total = 0 and not a.gone and o.status <> 'draft' then 'paid' else 'unpaid' end as "expectedPayment",
        case when u.returned > 0
            then case when u.returned < u.wanted then 'partially_returned' else 'returned' end
          when u.fulfilled = 0 then 'unfulfilled'
          when u.fulfilled < u.wanted then 'partially_fulfilled' else 'fulfilled' end as "expectedFulfillment",
        exists (select from holds h where h.tenant_id = o.tenant_id and h.order_id = o.id and h.released_at is null)
          as "expectedHold") e
    where (o.status, o.payment_status, o.fulfillment_status, o.on_hold)
      <> (e."expectedStatus", e."expectedPayment", e."expectedFulfillment", e."expectedHold")`,
});
