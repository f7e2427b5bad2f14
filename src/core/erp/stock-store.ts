import type { Tx } from "../kernel/tx.ts";

export interface Standing {
  /** The comparison is that of the ERP's last list. */
  readonly isLatest: boolean;
  /** The shelf has moved since the ERP was asked. */
  readonly moved: boolean;
  /** Units have left the shelf for orders whose invoice the ERP did not have when it was asked. */
  readonly unposted: boolean;
}

/** Whether the ERP's figure of a difference can still be booked; undefined when there is no such difference. */
export async function readStanding(tx: Tx, id: string): Promise<Standing | undefined> {
  const [row] = await tx.sql<Standing[]>`
    with asked as (
      select d.subject_id, c.activated_at, (c.stock->>'at')::timestamptz as at,
        coalesce(c.stock->>'reconciliationId' = d.reconciliation_id::text, false) as latest
      from differences d left join erp_connections c on c.tenant_id = d.tenant_id
      where d.tenant_id = ${tx.tenantId} and d.id = ${id}
    ), moves as (
      select m.type, m.quantity, m.order_id, m.at from asked a
      join stock_levels sl on sl.tenant_id = ${tx.tenantId} and sl.id = a.subject_id
      join stock_movements m on m.tenant_id = ${tx.tenantId} and m.variant_id = sl.variant_id
        and m.location_id = sl.location_id
    ), left_for as (
      select order_id, max(at) as at from moves where type in ('sale', 'sale_cancelled') and order_id is not null
      group by order_id having sum(quantity) <> 0
    )
    select a.latest as "isLatest", exists (select from moves m where m.at >= a.at) as moved,
      exists (select from left_for l join orders o on o.tenant_id = ${tx.tenantId} and o.id = l.order_id
        left join erp_invoices i on i.tenant_id = ${tx.tenantId} and i.order_id = l.order_id and i.kind = 'invoice'
        where case when i.id is null then l.at >= a.activated_at or o.status not in ('shipped', 'delivered')
          else i.state <> 'posted' or i.posted_at >= a.at end) as unposted
    from asked a`;
  return row;
}
