import { insertRows } from "#db/bulk.ts";
import type { LockedAt } from "../kernel/lease-end.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { exportLeaseLost } from "./errors.ts";
import type { ExportRecord } from "./record.ts";
import type { ExportSubject } from "./schemas.ts";
import type { ListExportsInput } from "./schemas.ts";

const columns = (read: Read) => read.sql`
  e.id, e.subject as "of", e.format, e.filters, e.columns, e.status, e.error, e.rows, e.bytes, e.attempts, e.sha256,
  e.lease_until as "leaseUntil", e.created_by as "createdBy", e.created_at as "createdAt", e.started_at as "startedAt",
  e.finished_at as "finishedAt", e.expires_at as "expiresAt"`;

export function insertExport({ tx, send }: WriteContext, record: ExportRecord): void {
  const { of, leaseUntil, createdBy, createdAt, startedAt, finishedAt, expiresAt, ...same } = record;
  const row = {
    ...same,
    tenant_id: tx.tenantId,
    subject: of,
    lease_until: leaseUntil,
    created_by: createdBy,
    created_at: createdAt,
    started_at: startedAt,
    finished_at: finishedAt,
    expires_at: expiresAt,
  };
  send(insertRows(tx.sql, "exports", [row]));
}

export async function readExport(read: Read, id: string, now: Date): Promise<ExportRecord | undefined> {
  const [row] = await read.sql<ExportRecord[]>`
    select ${columns(read)} from exports e
    where e.tenant_id = ${read.tenantId} and e.id = ${id} and e.expires_at > ${now.toISOString()}::text::timestamptz`;
  return row;
}

export type LockedExport = ExportRecord & LockedAt;

export async function lockExport(tx: Tx, id: string): Promise<LockedExport | undefined> {
  const [row] = await tx.sql<LockedExport[]>`
    select ${columns(tx)}, clock_timestamp() as "databaseNow" from exports e where e.tenant_id = ${tx.tenantId} and e.id = ${id} for no key update`;
  return row;
}

/** Locks the export if the caller holds its lease: each renewal changes the expiry, so an old one is fenced off. */
export async function holdExport(tx: Tx, held: { id: string; lease: string }): Promise<LockedExport> {
  const record = await lockExport(tx, held.id);
  if (record?.status !== "running" || record.leaseUntil?.toISOString() !== held.lease) throw exportLeaseLost();
  return record;
}

/** Selects one row more than the limit, to detect another page. */
export function listExports(
  read: Read,
  { of, status, limit }: ListExportsInput,
  { after, subjects, now }: { after: Keyset | undefined; subjects: readonly ExportSubject[]; now: Date },
): Promise<ExportRecord[]> {
  const { sql, tenantId } = read;
  return sql<ExportRecord[]>`
    select ${columns(read)} from exports e
    where e.tenant_id = ${tenantId} and e.subject = any(${[...subjects]}::text[])
      and e.expires_at > ${now.toISOString()}::text::timestamptz
      ${of === undefined ? sql`` : sql`and e.subject = ${of}`}
      ${status === undefined ? sql`` : sql`and e.status = ${status}`}
      ${after === undefined ? sql`` : sql`and (e.created_at, e.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by e.created_at desc nulls last, e.id desc nulls last limit ${limit + 1}`;
}

/** Updates the mutable columns of a locked export. */
export function updateExport({ tx, send }: WriteContext, record: ExportRecord): void {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const error = record.error === null ? null : JSON.stringify(record.error);
  send(tx.sql`
    update exports set status = ${record.status}, error = ${error}::text::jsonb, rows = ${record.rows},
      bytes = ${record.bytes}, attempts = ${record.attempts}, sha256 = ${record.sha256},
      lease_until = ${iso(record.leaseUntil)}::text::timestamptz,
      started_at = ${iso(record.startedAt)}::text::timestamptz,
      finished_at = ${iso(record.finishedAt)}::text::timestamptz,
      expires_at = ${iso(record.expiresAt)}::text::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${record.id}`);
}

/** From the next statement on, all reads see one snapshot, however long it takes. */
export async function holdSnapshot(tx: Tx): Promise<void> {
  await tx.sql`set transaction isolation level repeatable read, read only`;
}
