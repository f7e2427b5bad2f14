import type { Tx } from "../kernel/tx.ts";
import type { InvoiceRecord } from "./record.ts";

export interface Theirs {
  readonly number: string;
  readonly total: number;
  readonly currency: string | null;
  readonly reference: string | null;
}

export interface Compared extends Pick<InvoiceRecord, "id" | "kind" | "number" | "orderId" | "currency" | "total"> {
  /** `missing`: posted and not in their list; `found`: in it and not known to be posted. */
  readonly verdict: "agree" | "missing" | "found" | "differs" | "waiting";
  /** It was missing before, and was posted again for that. */
  readonly relisted: boolean;
  readonly reference: string | null;
}

/** An ERP may list an invoice some time after it took it. */
const GRACE = "15 minutes";

/**
 * Locks what was issued from `from` on and compares it with the ERP's list, which was asked for at `asked`: what was
 * posted shortly before or since is not expected in it.
 */
export const lockCompared = (
  tx: Tx,
  { from, asked, theirs }: { from: string; asked: string; theirs: readonly Theirs[] },
): Promise<Compared[]> => tx.sql<Compared[]>`
  with theirs as (
    select number, min(total) as total, max(total) as most, min(currency) as currency, min(reference) as reference
    from json_to_recordset(${JSON.stringify(theirs)}::text::json) as t(number text, total bigint, currency text, reference text)
    group by number
  ), ours as (
    select * from erp_invoices where tenant_id = ${tx.tenantId} and issued_at >= ${from}::text::timestamptz
    order by id for no key update
  )
  select i.id, i.kind, i.number, i.order_id as "orderId", i.currency, i.total, t.reference, i.relisted,
    case when t.number is null and i.state = 'posted' and i.posted_at < ${asked}::text::timestamptz - ${GRACE}::interval
        then 'missing'
      when t.number is null then 'waiting'
      when t.total <> i.total or t.most <> i.total or t.currency <> i.currency then 'differs'
      when i.state <> 'posted' then 'found' else 'agree' end as verdict
  from ours i left join theirs t on t.number = i.document->>'number'
  order by i.id`;

/** The ERP has them: they are posted, whatever the attempts reported. */
export async function markFound(tx: Tx, found: readonly Compared[]): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ id, reference }) => ({ id, reference }));
  await tx.sql`
    update erp_invoices i set state = 'posted', unsure = false, error = null, lease = null, due_at = null,
      posted_at = now(), reference = r.reference
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id uuid, reference text)
    where i.tenant_id = ${tx.tenantId} and i.id = r.id`;
}

/** They are looked for again before they are posted; this is done once for each. */
export async function markMissing(tx: Tx, missing: readonly Compared[]): Promise<void> {
  if (missing.length === 0) return;
  await tx.sql`
    update erp_invoices set state = 'pending', unsure = true, relisted = true, due_at = now(), attempts = 0, posted_at = null,
      error = 'The ERP does not list it.'
    where tenant_id = ${tx.tenantId} and id = any(${missing.map(({ id }) => id)}::uuid[])`;
}
