import { isId } from "../kernel/ids.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { DifferenceRecord, Range, ReconciliationRecord } from "./record.ts";
import type { ListDifferencesInput, ListReconciliationsInput, TheirList } from "./schemas.ts";

const columns = (read: Read) => read.sql`
  r.id, json_build_object('id', p.id, 'code', split_part(p.code, ' ', 1), 'name', p.name, 'compares', p.compares) as partner,
  r.status, coalesce(r.range, '{"from":null,"to":null}') as range, r.counts, left_over.open, left_over.untouched,
  r.error, r.created_by as "createdBy", r.created_at as "createdAt", r.finished_at as "finishedAt"
  from reconciliations r join partners p on p.tenant_id = r.tenant_id and p.id = r.partner_id
  cross join lateral (
    select count(*) as open, json_build_object(
      'missingHere', count(*) filter (where d.state = 'open' and d.kind = 'missing_here'),
      'missingThere', count(*) filter (where d.state = 'open' and d.kind = 'missing_there'),
      'differ', count(*) filter (where d.state = 'open' and d.kind = 'differs')) as untouched
    from differences d
    where d.tenant_id = r.tenant_id and d.reconciliation_id = r.id and d.state in ('open', 'failed')) left_over`;

interface NewReconciliation {
  readonly id: string;
  readonly partnerId: string;
  readonly theirs: TheirList | undefined;
  readonly range: Range;
  readonly createdBy: string;
}

export function insertReconciliation({ tx, send, now }: WriteContext, made: NewReconciliation): void {
  const { id, partnerId, theirs, range, createdBy } = made;
  const list = theirs === undefined ? null : JSON.stringify(theirs);
  send(tx.sql`
    insert into reconciliations (tenant_id, id, partner_id, status, theirs, range, created_by, created_at)
    values (${tx.tenantId}, ${id}, ${partnerId}, 'queued', ${list}::text::jsonb, ${JSON.stringify(range)}::text::jsonb,
      ${createdBy}, ${now})`);
}

/** Selects one row more than the limit, to detect another page. */
export function listReconciliations(
  read: Read,
  { partner, status, limit }: ListReconciliationsInput,
  after: Keyset | undefined,
): Promise<ReconciliationRecord[]> {
  const { sql, tenantId } = read;
  const of = partner !== undefined && isId(partner) ? sql`and p.id = ${partner}` : sql`and p.code = ${partner ?? ""}`;
  return sql<ReconciliationRecord[]>`
    select ${columns(read)}
    where r.tenant_id = ${tenantId} ${partner === undefined ? sql`` : of}
      ${status === undefined ? sql`` : sql`and r.status = ${status}`}
      ${after === undefined ? sql`` : sql`and (r.created_at, r.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by r.created_at desc nulls last, r.id desc nulls last limit ${limit + 1}`;
}

/** The last comparison with each existing partner. */
export const listLatest = (read: Read): Promise<ReconciliationRecord[]> => read.sql<ReconciliationRecord[]>`
  select ${columns(read)}
  where r.tenant_id = ${read.tenantId} and r.id = any(array(
    select l.id from partners q cross join lateral (
      select x.id from reconciliations x where x.tenant_id = q.tenant_id and x.partner_id = q.id
      order by x.created_at desc, x.id desc limit 1) l
    where q.tenant_id = ${read.tenantId} and q.deleted_at is null))`;

export async function readReconciliation(read: Read, id: string): Promise<ReconciliationRecord | undefined> {
  const [row] = await read.sql<ReconciliationRecord[]>`
    select ${columns(read)} where r.tenant_id = ${read.tenantId} and r.id = ${id}`;
  return row;
}

export async function lockReconciliation(tx: Tx, id: string): Promise<ReconciliationRecord | undefined> {
  const [row] = await tx.sql<ReconciliationRecord[]>`
    select ${columns(tx)} where r.tenant_id = ${tx.tenantId} and r.id = ${id} for no key update of r`;
  return row;
}

const differenceColumns = (read: Read) => read.sql`
  d.id, d.reconciliation_id as "reconciliationId", d.key, d.kind, d.theirs, d.ours, d.fields,
  d.subject_id as "subjectId", d.state, d.note, d.settled_by as "settledBy", d.settled_at as "settledAt",
  p.compares, p.id as "partnerId", c.code as channel, p.endpoint_id as "endpointId"
  from differences d
  join reconciliations r on r.tenant_id = d.tenant_id and r.id = d.reconciliation_id
  join partners p on p.tenant_id = r.tenant_id and p.id = r.partner_id
  left join channels c on c.tenant_id = p.tenant_id and c.id = p.channel_id`;

/** Selects one row more than the limit, to detect another page. */
export function listDifferences(
  read: Read,
  { id, kind, state, limit }: ListDifferencesInput,
  after: Keyset | undefined,
): Promise<DifferenceRecord[]> {
  const { sql, tenantId } = read;
  return sql<DifferenceRecord[]>`
    select ${differenceColumns(read)}
    where d.tenant_id = ${tenantId} and d.reconciliation_id = ${id}
      ${kind === undefined ? sql`` : sql`and d.kind = ${kind}`}
      ${state === undefined ? sql`` : sql`and d.state = ${state}`}
      ${after === undefined ? sql`` : sql`and (d.key, d.id) > (${after[0]}::text, ${after[1]}::uuid)`}
    order by d.key, d.id limit ${limit + 1}`;
}

export async function readDifference(read: Read, id: string): Promise<DifferenceRecord | undefined> {
  const [row] = await read.sql<DifferenceRecord[]>`
    select ${differenceColumns(read)} where d.tenant_id = ${read.tenantId} and d.id = ${id}`;
  return row;
}

export interface DifferenceChange {
  readonly id: string;
  readonly state: "repaired" | "ignored" | "failed";
  readonly note: string | null;
  readonly by: string;
}

/** False when it was settled in the meantime. */
export async function settleDifference({ tx, now }: WriteContext, change: DifferenceChange): Promise<boolean> {
  const { id, state, note, by } = change;
  const rows = await tx.sql`
    update differences set state = ${state}, note = ${note}, settled_by = ${by}, settled_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id} and state in ('open', 'failed') returning id`;
  return rows.length === 1;
}

export async function countOpen(read: Read, { id, kind }: { id: string; kind: string }): Promise<number> {
  const [row] = await read.sql<{ n: number }[]>`
    select count(*) as n from differences
    where tenant_id = ${read.tenantId} and reconciliation_id = ${id} and kind = ${kind} and state = 'open'`;
  return row?.n ?? 0;
}

/** False when it was not ignored. */
export async function reopenDifference(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.sql`
    update differences set state = 'open', note = null, settled_by = null, settled_at = null
    where tenant_id = ${tx.tenantId} and id = ${id} and state = 'ignored' returning id`;
  return rows.length === 1;
}
