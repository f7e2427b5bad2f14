import { insertRows } from "#db/bulk.ts";
import type { LockedAt } from "../kernel/lease-end.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { Refusal } from "./document.ts";
import { leaseLost } from "./errors.ts";
import type { ImportRecord } from "./record.ts";
import type { ImportReport, ImportView } from "./schemas.ts";

const importColumns = (read: Read) => read.sql`
  i.id, i.preset, i.file_name as "fileName", i.file_key as "fileKey", i.file_hash as "fileHash",
  i.file_bytes as "fileBytes", i.options, i.status, i.error, i.progress, i.lease_until as "leaseUntil",
  i.created_by as "createdBy", i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt"`;

export function insertImport({ tx, send }: WriteContext, record: ImportRecord): void {
  const { fileName, fileKey, fileHash, fileBytes, leaseUntil, createdBy, createdAt, startedAt, finishedAt, ...same } =
    record;
  const row = {
    ...same,
    tenant_id: tx.tenantId,
    file_name: fileName,
    file_key: fileKey,
    file_hash: fileHash,
    file_bytes: fileBytes,
    lease_until: leaseUntil,
    created_by: createdBy,
    created_at: createdAt,
    started_at: startedAt,
    finished_at: finishedAt,
  };
  send(insertRows(tx.sql, "imports", [row]));
}

/** Which of the channels and locations that an import names exist. */
export async function findPlaces(read: Read, named: { channel: string; location: string }) {
  const [row] = await read.sql<{ channel: boolean; location: boolean }[]>`
    select exists (select from channels where tenant_id = ${read.tenantId} and code = ${named.channel} and active) as channel,
      exists (select from locations where tenant_id = ${read.tenantId} and code = ${named.location} and active) as location`;
  return { channel: row?.channel === true, location: row?.location === true };
}

export async function readImport(read: Read, id: string): Promise<ImportRecord | undefined> {
  const [row] = await read.sql<ImportRecord[]>`
    select ${importColumns(read)} from imports i where i.tenant_id = ${read.tenantId} and i.id = ${id}`;
  return row;
}

export type LockedImport = ImportRecord & LockedAt;

/** A fair queue, which row locks are not: chunk after chunk could overtake a waiting cancellation. */
export async function lockImport(tx: Tx, id: string): Promise<LockedImport | undefined> {
  const turn = tx.sql`select pg_advisory_xact_lock(hashtextextended(${id} || ' import', 0))`.execute();
  const locked = tx.sql<LockedImport[]>`
    select ${importColumns(tx)}, clock_timestamp() as "databaseNow" from imports i where i.tenant_id = ${tx.tenantId} and i.id = ${id} for no key update`;
  const [, [row]] = await Promise.all([turn, locked]);
  return row;
}

/** Locks the import if the caller holds its lease: each renewal changes the expiry, so an old one is fenced off. */
export async function holdImport(tx: Tx, held: { id: string; lease: string }): Promise<LockedImport> {
  const record = await lockImport(tx, held.id);
  if (record?.status !== "running" || record.leaseUntil?.toISOString() !== held.lease) throw leaseLost();
  return record;
}

/** Selects one row more than the limit, to detect another page. */
export function listImports(
  read: Read,
  { status, limit }: { status?: ImportView["status"] | undefined; limit: number },
  after: Keyset | undefined,
): Promise<ImportRecord[]> {
  const { sql, tenantId } = read;
  return sql<ImportRecord[]>`
    select ${importColumns(read)} from imports i
    where i.tenant_id = ${tenantId} ${status === undefined ? sql`` : sql`and i.status = ${status}`}
      ${after === undefined ? sql`` : sql`and (i.created_at, i.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by i.created_at desc nulls last, i.id desc nulls last limit ${limit + 1}`;
}

/** Updates the mutable columns of a locked import. */
export function updateImport({ tx, send }: WriteContext, record: ImportRecord): void {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  send(tx.sql`
    update imports set status = ${record.status}, error = ${record.error}, file_hash = ${record.fileHash},
      file_bytes = ${record.fileBytes}, progress = ${JSON.stringify(record.progress)}::text::jsonb,
      lease_until = ${iso(record.leaseUntil)}::text::timestamptz,
      started_at = ${iso(record.startedAt)}::text::timestamptz,
      finished_at = ${iso(record.finishedAt)}::text::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${record.id}`);
}

export function insertReports({ tx, send }: WriteContext, importId: string, refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  const rows = refusals.map((refusal) => ({ tenant_id: tx.tenantId, import_id: importId, ...refusal }));
  send(insertRows(tx.sql, "import_reports", rows));
}

export function listReports(
  read: Read,
  importId: string,
  page: { after: number; limit: number },
): Promise<ImportReport[]> {
  return read.sql<ImportReport[]>`
    select line, code, detail, raw from import_reports
    where tenant_id = ${read.tenantId} and import_id = ${importId} and line > ${page.after}
    order by line limit ${page.limit + 1}`;
}

export async function countReports(read: Read, importId: string): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*) as count from import_reports where tenant_id = ${read.tenantId} and import_id = ${importId}`;
  return row?.count ?? 0;
}
