ALTER TABLE "stock_levels" ADD COLUMN "stocked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "ready" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "ship_authorized" boolean DEFAULT false NOT NULL;--> statement-breakpoint
update stock_levels sl set stocked = true where exists (select from stock_movements m where m.tenant_id = sl.tenant_id
  and m.variant_id = sl.variant_id and m.location_id = sl.location_id and m.actor <> 'system:import');--> statement-breakpoint
update orders o set ready = case when o.paid >= o.total then 'paid' when p.secured >= o.total then 'authorized' end
from (
  select c.tenant_id, c.id, (select coalesce(sum(greatest(y.authorized - y.voided, y.captured)), 0) from payments y
    where y.tenant_id = c.tenant_id and y.order_id = c.id) as secured
  from orders c
  where c.status in ('pending', 'processing') and not c.on_hold and c.payment_status <> 'refunded'
    and exists (select from order_lines l where l.tenant_id = c.tenant_id and l.order_id = c.id and l.kind = 'item'
      and l.quantity > l.cancelled + l.fulfilled)
    and not exists (select from order_lines l where l.tenant_id = c.tenant_id and l.order_id = c.id and l.kind = 'item'
      and l.quantity - l.cancelled - l.fulfilled > (select coalesce(sum(r.quantity), 0) from reservations r
        where r.tenant_id = l.tenant_id and r.order_id = l.order_id and r.order_line_id = l.id
          and r.status = 'active' and not r.backorder))
) p
where o.tenant_id = p.tenant_id and o.id = p.id;--> statement-breakpoint
CREATE INDEX "stock_levels_low" ON "stock_levels" USING btree ("tenant_id","variant_id") WHERE available <= 0 and (stocked or on_hand > 0 or backordered > 0 or safety_stock > 0);--> statement-breakpoint
CREATE INDEX "orders_ready" ON "orders" USING btree ("tenant_id","ready","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE ready is not null;--> statement-breakpoint
CREATE INDEX "orders_unpaid" ON "orders" USING btree ("tenant_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE payment_status in ('unpaid', 'partially_paid') and status not in ('draft', 'cancelled');--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_ready_known" CHECK ("orders"."ready" in ('paid', 'authorized'));