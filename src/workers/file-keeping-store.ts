import type { Sql } from "postgres";
import type { ExportFormat } from "#core/exports/schemas.ts";
import type { Types } from "#core/kernel/tx.ts";

const AT_ONCE = 500;

export interface ExpiredExport {
  readonly tenantId: string;
  readonly id: string;
  readonly format: ExportFormat;
  readonly attempts: number;
}

export const expiredExports = (sql: Sql<Types>): Promise<ExpiredExport[]> => sql<ExpiredExport[]>`
  select tenant_id as "tenantId", id, format, attempts from exports
  where expires_at <= now() order by expires_at limit ${AT_ONCE}`;

export async function deleteExport(sql: Sql<Types>, { tenantId, id }: ExpiredExport): Promise<void> {
  await sql`delete from exports where tenant_id = ${tenantId} and id = ${id} and expires_at <= now()`;
}

export interface StaleUpload {
  readonly tenantId: string;
  readonly id: string;
}

/** Not finished within a day. */
export const unfinishedUploads = (sql: Sql<Types>): Promise<StaleUpload[]> => sql<StaleUpload[]>`
  select tenant_id as "tenantId", id from uploads
  where status <> 'ready' and created_at <= now() - interval '1 day' order by created_at limit ${AT_ONCE}`;

export async function deleteUpload(sql: Sql<Types>, { tenantId, id }: StaleUpload): Promise<void> {
  await sql`delete from uploads where tenant_id = ${tenantId} and id = ${id} and status <> 'ready'`;
}

/** Their signed URLs have just expired: a file uploaded again after its check belongs to nothing. */
export const latelyReady = (sql: Sql<Types>): Promise<StaleUpload[]> => sql<StaleUpload[]>`
  select tenant_id as "tenantId", id from uploads -- every tenant_id: one look an hour
  where status = 'ready' and created_at between now() - interval '3 hours' and now() - interval '10 minutes'`;
