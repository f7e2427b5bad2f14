import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { statusesOf } from "#core/orders/rules.ts";
import { readOrders } from "#core/orders/store.ts";

/** What a tenant's tables must agree on at every moment; answers what they do not agree on. */
export async function brokenInvariants(hub: Hub, { tenantId }: Actor): Promise<string[]> {
  const { sql } = hub.db;
  const broken = await sql<{ what: string; id: string }[]>`
    with level as (
      select l.*,
        coalesce((select sum(quantity) from reservations r where r.tenant_id = l.tenant_id and r.variant_id = l.variant_id
          and r.location_id = l.location_id and r.status = 'active' and not r.backorder), 0) as active,
        coalesce((select sum(quantity) from reservations r where r.tenant_id = l.tenant_id and r.variant_id = l.variant_id
          and r.location_id = l.location_id and r.status = 'active' and r.backorder), 0) as waiting,
        coalesce((select sum(quantity) from stock_movements m where m.tenant_id = l.tenant_id
          and m.variant_id = l.variant_id and m.location_id = l.location_id), 0) as moved
      from stock_levels l where l.tenant_id = ${tenantId}
    ), paid as (
      select o.id, o.authorized, o.paid, o.refunded,
        coalesce(sum(p.authorized - p.voided), 0) as authorized_sum, coalesce(sum(p.captured), 0) as paid_sum,
        coalesce(sum(p.refunded), 0) as refunded_sum
      from orders o left join payments p on p.tenant_id = o.tenant_id and p.order_id = o.id
      where o.tenant_id = ${tenantId} group by o.id, o.authorized, o.paid, o.refunded
    ), ledger as (
      select p.*, coalesce((select sum(amount) from payment_events e where e.payment_id = p.id and e.type = 'authorize' and e.outcome = 'succeeded'), 0) as a,
        coalesce((select sum(amount) from payment_events e where e.payment_id = p.id and e.type = 'capture' and e.outcome = 'succeeded'), 0) as c,
        coalesce((select sum(amount) from payment_events e where e.payment_id = p.id and e.type = 'refund' and e.outcome = 'succeeded'), 0) as r,
        coalesce((select sum(amount) from payment_events e where e.payment_id = p.id and e.type = 'void' and e.outcome = 'succeeded'), 0) as v,
        coalesce((select sum(e.amount) from payment_events e where e.payment_id = p.id and e.type = 'capture' and e.outcome = 'requested'
          and not exists (select from payment_events x where x.intent_id = e.intent_id and x.outcome <> 'requested')), 0) as cp,
        coalesce((select sum(e.amount) from payment_events e where e.payment_id = p.id and e.type = 'refund' and e.outcome = 'requested'
          and not exists (select from payment_events x where x.intent_id = e.intent_id and x.outcome <> 'requested')), 0) as rp
      from payments p where p.tenant_id = ${tenantId}
    ), line as (
      select l.*, o.status, o.imported,
        coalesce((select sum(s.quantity) from shipment_lines s join shipments h on h.id = s.shipment_id
          where s.order_line_id = l.id and h.status <> 'cancelled'), 0) as left_units,
        coalesce((select sum(s.quantity) from shipment_lines s join shipments h on h.id = s.shipment_id
          where s.order_line_id = l.id and h.status = 'delivered'), 0) as arrived,
        coalesce((select sum(r.quantity) from reservations r where r.order_line_id = l.id and r.status = 'active'), 0) as set_aside,
        coalesce((select sum(r.quantity) from reservations r where r.order_line_id = l.id and r.status = 'committed'), 0) as committed
      from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id where l.tenant_id = ${tenantId}
    )
    select 'reserved = active reservations' as what, id from level where reserved <> active
    union all select 'backordered = waiting reservations', id from level where backordered <> waiting
    union all select 'on hand = movements', id from level where on_hand <> moved
    union all select 'no oversell', id from level where reserved > on_hand
    union all select 'order sums = payments', id from paid
      where authorized <> authorized_sum or paid <> paid_sum or refunded <> refunded_sum
    union all select 'payment sums = ledger', id from ledger
      where authorized <> a or captured <> c or refunded <> r or voided <> v or capture_pending <> cp or refund_pending <> rp
    union all select 'line counters = shipments', id from line where shipped <> left_units or delivered <> arrived
    union all select 'reservations cover what is open', id from line
      where kind = 'item' and not imported and status <> 'draft' and set_aside <> quantity - cancelled - fulfilled
    union all select 'committed reservations = shipped', id from line where kind = 'item' and not imported and committed <> shipped
    union all select 'sequence without gaps', subject_id from events where tenant_id = ${tenantId}
      group by subject_id having max(sequence) <> count(*)`;
  return [...broken.map(({ what, id }) => `${what}: ${id}`), ...(await wrongStatuses(hub, tenantId))];
}

async function wrongStatuses(hub: Hub, tenantId: Actor["tenantId"]): Promise<string[]> {
  const ids = await hub.db.sql<{ id: string }[]>`select id from orders where tenant_id = ${tenantId}`;
  const orders = await readOrders(
    hub.db.read(tenantId),
    ids.map((row) => row.id),
  );
  return [...orders.values()].flatMap((order) => {
    const { status, paymentStatus, fulfillmentStatus } = statusesOf(order.status === "draft", order.lines, order);
    const same =
      status === order.status &&
      paymentStatus === order.paymentStatus &&
      fulfillmentStatus === order.fulfillmentStatus &&
      order.onHold === order.holds.length > 0;
    return same ? [] : [`statuses follow from the ledgers: ${order.id}`];
  });
}
