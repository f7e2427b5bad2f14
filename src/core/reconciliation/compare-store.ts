import type { Tx } from "../kernel/tx.ts";
import type { Range } from "./record.ts";
import type { ReconciliationCounts, TheirList } from "./schemas.ts";

export interface Compared {
  readonly id: string;
  readonly channelId: string | null;
  readonly locationId: string | null;
  readonly range: Range;
}

const countColumns = (tx: Tx) => tx.sql`
  (select count(*) from their) as theirs,
  (select count(*) from matched where id is not null) + count(*) filter (where kind = 'missing_there') as ours,
  (select count(*) from matched where id is not null) - count(*) filter (where kind = 'differs') as agree,
  count(*) filter (where kind = 'missing_here') as "missingHere",
  count(*) filter (where kind = 'missing_there') as "missingThere",
  count(*) filter (where kind = 'differs') as differ`;

/** The partner's list as posted or fetched, by key. */
const theirRows = (tx: Tx, { id }: Compared, rows: "orders" | "stock") => tx.sql`
  select x as row from reconciliations r, jsonb_array_elements(r.theirs->${rows}::text) x
  where r.tenant_id = ${tx.tenantId} and r.id = ${id}`;

/** One row per mismatching key, in one statement. Fields that the partner omits are not compared. */
export async function compareOrders(tx: Tx, compared: Compared): Promise<ReconciliationCounts> {
  const { id, channelId, range } = compared;
  const [counts] = await tx.sql<ReconciliationCounts[]>`
    with their as materialized (
      select x.row->>'externalId' as key, x.row from (${theirRows(tx, compared, "orders")}) x
    ), ours as (
      select o.id, o.external_id, o.placed_at, jsonb_build_object('number', o.number::text, 'status', o.status, 'paymentStatus',
        o.payment_status, 'total', o.total, 'currency', o.currency) as row
      from orders o where o.tenant_id = ${tx.tenantId} and o.channel_id = ${channelId} and o.status <> 'draft'
    ), matched as materialized (
      select t.key, t.row as theirs, o.row as ours, o.id,
        array(select f from unnest(array['status', 'paymentStatus', 'total', 'currency']) f
          where t.row ? f and t.row->f <> o.row->f) as fields
      from their t left join ours o on o.external_id = t.key
    ), found as (
      select key, case when id is null then 'missing_here' else 'differs' end as kind, theirs, ours, id, fields
      from matched where id is null or fields <> '{}'
      union all
      select o.external_id, 'missing_there', null, o.row, o.id, '{}' from ours o
      where o.external_id is not null and (${range.from}::text is null or o.placed_at >= ${range.from}::text::timestamptz)
        and (${range.to}::text is null or o.placed_at < ${range.to}::text::timestamptz)
        and not exists (select from their t where t.key = o.external_id)
    ), written as (
      insert into differences (tenant_id, id, reconciliation_id, key, kind, theirs, ours, fields, subject_id)
      select ${tx.tenantId}, gen_random_uuid(), ${id}, key, kind, theirs, ours, case when kind = 'differs' then fields else '{}' end, id
      from found returning kind
    )
    select ${countColumns(tx)} from written`;
  if (counts === undefined) throw new Error("An aggregate answered no row");
  return counts;
}

export async function compareStock(tx: Tx, compared: Compared): Promise<ReconciliationCounts> {
  const { id, locationId } = compared;
  const [counts] = await tx.sql<ReconciliationCounts[]>`
    with their as materialized (
      select x.row->>'sku' as sku, x.row->>'location' as location, x.row from (${theirRows(tx, compared, "stock")}) x
    ), ours as materialized (
      select sl.id, v.sku, k.code as location, sl.on_hand <> 0 or sl.reserved <> 0 as kept,
        jsonb_build_object('onHand', sl.on_hand, 'available', sl.available) as row
      from stock_levels sl
      join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
      join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id
      where sl.tenant_id = ${tx.tenantId} and (${locationId}::uuid is null or sl.location_id = ${locationId}::uuid)
    ), matched as materialized (
      select t.sku, t.location, t.row as theirs, o.row as ours, o.id,
        array(select f from unnest(array['onHand', 'available']) f where t.row ? f and t.row->f <> o.row->f) as fields
      from their t left join ours o on o.sku = t.sku and o.location = t.location
    ), found as (
      select sku, location, case when id is null then 'missing_here' else 'differs' end as kind, theirs, ours, id, fields
      from matched where id is null or fields <> '{}'
      union all
      select o.sku, o.location, 'missing_there', null, o.row, o.id, '{}' from ours o
      where o.kept and not exists (select from their t where t.sku = o.sku and t.location = o.location)
    ), written as (
      insert into differences (tenant_id, id, reconciliation_id, key, kind, theirs, ours, fields, subject_id)
      select ${tx.tenantId}, gen_random_uuid(), ${id}, sku || ' @ ' || location, kind, theirs, ours,
        case when kind = 'differs' then fields else '{}' end, id
      from found returning kind
    )
    select ${countColumns(tx)} from written`;
  if (counts === undefined) throw new Error("An aggregate answered no row");
  return counts;
}

/** Stores a fetched list, or deletes one that has been compared. */
export async function keepList(tx: Tx, id: string, list: TheirList): Promise<void> {
  await tx.sql`
    update reconciliations set theirs = ${JSON.stringify(list)}::text::jsonb
    where tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function hasList(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.sql`
    select from reconciliations where tenant_id = ${tx.tenantId} and id = ${id} and theirs is not null`;
  return rows.length === 1;
}

/** Deletes the list of an ended comparison; its differences are stored separately. */
export async function endReconciliation(
  { tx, now }: { tx: Tx; now: Date },
  { id, counts, error }: { id: string; counts: ReconciliationCounts | null; error: string | null },
): Promise<void> {
  await tx.sql`
    update reconciliations set status = ${error === null ? "done" : "failed"}, theirs = null, error = ${error},
      counts = ${counts === null ? null : JSON.stringify(counts)}::text::jsonb, finished_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function markRunning(tx: Tx, id: string): Promise<void> {
  await tx.sql`
    update reconciliations set status = 'running' where tenant_id = ${tx.tenantId} and id = ${id} and status = 'queued'`;
}
