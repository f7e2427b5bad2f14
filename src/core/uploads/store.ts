import { insertRows } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { UploadRecord } from "./record.ts";

const columns = (read: Read) => read.sql`
  u.id, u.purpose, u.file_name as "fileName", u.content_type as "contentType", u.bytes, u.sha256, u.status, u.error,
  u.created_by as "createdBy", u.created_at as "createdAt", u.finalized_at as "finalizedAt"`;

export function insertUpload({ tx, send }: WriteContext, record: UploadRecord): void {
  const { fileName, contentType, createdBy, createdAt, finalizedAt, ...same } = record;
  const row = {
    ...same,
    tenant_id: tx.tenantId,
    file_name: fileName,
    content_type: contentType,
    created_by: createdBy,
    created_at: createdAt,
    finalized_at: finalizedAt,
  };
  send(insertRows(tx.sql, "uploads", [row]));
}

export async function readUpload(read: Read, id: string): Promise<UploadRecord | undefined> {
  const [row] = await read.sql<UploadRecord[]>`
    select ${columns(read)} from uploads u where u.tenant_id = ${read.tenantId} and u.id = ${id}`;
  return row;
}

export async function lockUpload(tx: Tx, id: string): Promise<UploadRecord | undefined> {
  const [row] = await tx.sql<UploadRecord[]>`
    select ${columns(tx)} from uploads u where u.tenant_id = ${tx.tenantId} and u.id = ${id} for no key update`;
  return row;
}

/** Updates the mutable columns of a locked upload. */
export function updateUpload({ tx, send }: WriteContext, record: UploadRecord): void {
  const error = record.error === null ? null : JSON.stringify(record.error);
  send(tx.sql`
    update uploads set status = ${record.status}, error = ${error}::text::jsonb, sha256 = ${record.sha256},
      finalized_at = ${record.finalizedAt?.toISOString() ?? null}::text::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${record.id}`);
}
