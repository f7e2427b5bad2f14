import type { Read } from "../kernel/tx.ts";
import type { PaymentRecord } from "../order/record.ts";
import { paymentJson } from "../order/store.ts";

interface Row {
  readonly id: string;
  readonly payment: PaymentRecord;
}

export const readPayments = (read: Read, ids: readonly string[]) => read.sql<Row[]>`
  select p.id, ${paymentJson(read)} as payment from payments p
  where p.tenant_id = ${read.tenantId} and p.id = any(${[...ids]}::uuid[])`;

interface OrderRow {
  readonly orderId: string;
  readonly payments: PaymentRecord[];
}

/** Payments of each existing order, in the sort order of the order's view. */
export const readPaymentsOf = (read: Read, orderIds: readonly string[]) => read.sql<OrderRow[]>`
  select o.id as "orderId", coalesce((select json_agg(${paymentJson(read)} order by p.created_at, p.id)
    from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id), '[]') as payments
  from orders o where o.tenant_id = ${read.tenantId} and o.id = any(${[...orderIds]}::uuid[])`;
