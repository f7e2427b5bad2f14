import type { Read } from "../kernel/tx.ts";
import type { ShipmentRecord } from "../order/record.ts";
import { shipmentJson } from "../order/store.ts";

interface Row {
  readonly id: string;
  readonly shipment: ShipmentRecord;
}

export const readShipments = (read: Read, ids: readonly string[]) => read.sql<Row[]>`
  select s.id, ${shipmentJson(read)} as shipment from shipments s
  where s.tenant_id = ${read.tenantId} and s.id = any(${[...ids]}::uuid[])`;

interface OrderRow {
  readonly orderId: string;
  readonly shipments: ShipmentRecord[];
}

/** Shipments of each existing order, in the sort order of the order's view. */
export const readShipmentsOf = (read: Read, orderIds: readonly string[]) => read.sql<OrderRow[]>`
  select o.id as "orderId", coalesce((select json_agg(${shipmentJson(read)} order by s.shipped_at, s.id)
    from shipments s where s.tenant_id = o.tenant_id and s.order_id = o.id), '[]') as shipments
  from orders o where o.tenant_id = ${read.tenantId} and o.id = any(${[...orderIds]}::uuid[])`;
