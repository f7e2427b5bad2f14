import type { z } from "zod";
import type { Read } from "../kernel/tx.ts";
import type { RefundView } from "./schemas.ts";

type RefundRow = Omit<z.input<typeof RefundView>, "at"> & { readonly at: Date };

/** The refunds of an order's payments, oldest first, with the units of each. */
export function readRefunds({ sql, tenantId }: Read, orderId: string): Promise<RefundRow[]> {
  return sql<RefundRow[]>`
    select e.intent_id as id, e.at, coalesce(e.reason, '') as reason, coalesce(a.amount, e.amount)::bigint as amount,
      coalesce(a.outcome, 'requested') as state, coalesce(l.lines, '[]'::json) as lines
    from payment_events e
    left join payment_events a on a.tenant_id = e.tenant_id and a.intent_id = e.intent_id and a.outcome <> 'requested'
    left join lateral (
      select json_agg(json_build_object('id', u.order_line_id, 'quantity', u.quantity, 'amount', u.amount)) as lines
      from (
        select order_line_id, sum(quantity)::int as quantity, sum(coalesce(given, amount))::bigint as amount
        from refund_lines where tenant_id = e.tenant_id and intent_id = e.intent_id group by order_line_id
      ) u) l on true
    where e.tenant_id = ${tenantId} and e.order_id = ${orderId} and e.type = 'refund' and e.outcome = 'requested'
    order by e.at, e.id`;
}
