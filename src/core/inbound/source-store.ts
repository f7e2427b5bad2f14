import type { Sql } from "postgres";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx, Types } from "../kernel/tx.ts";
import type { SourceRecord } from "./record.ts";

export const sourceColumns = (read: Pick<Read, "sql">) => read.sql`
  s.id, s.code, s.name, s.kind, s.status, s.secrets, s.operation, s.mapping, s.settings, s.version,
  s.created_at as "createdAt", s.updated_at as "updatedAt"`;

export interface CountedSource extends SourceRecord {
  readonly messages: number;
  readonly failed: number;
  readonly lastReceivedAt: Date | null;
}

/** Counts stop here. */
const COUNTED = 10_000;

export const readSources = (read: Read, id?: string): Promise<CountedSource[]> => read.sql<CountedSource[]>`
  select ${sourceColumns(read)},
    (select count(*) from (select from inbound_messages m
      where m.tenant_id = s.tenant_id and m.source_id = s.id limit ${COUNTED}) counted) as messages,
    (select count(*) from (select from inbound_messages m where m.tenant_id = s.tenant_id and m.source_id = s.id
      and m.state = 'failed' and m.muted_at is null limit ${COUNTED}) counted) as failed,
    (select max(m.received_at) from inbound_messages m
      where m.tenant_id = s.tenant_id and m.source_id = s.id) as "lastReceivedAt"
  from inbound_sources s
  where s.tenant_id = ${read.tenantId} and s.deleted_at is null ${id === undefined ? read.sql`` : read.sql`and s.id = ${id}`}
  order by s.created_at, s.id`;

export async function findSource(
  read: Read,
  id: string,
): Promise<Pick<SourceRecord, "id" | "code" | "name"> | undefined> {
  const [source] = await read.sql<Pick<SourceRecord, "id" | "code" | "name">[]>`
    select id, code, name from inbound_sources
    where tenant_id = ${read.tenantId} and id = ${id} and deleted_at is null`;
  return source;
}

export async function lockSource(tx: Tx, id: string): Promise<SourceRecord | undefined> {
  const [source] = await tx.sql<SourceRecord[]>`
    select ${sourceColumns(tx)} from inbound_sources s
    where s.tenant_id = ${tx.tenantId} and s.id = ${id} and s.deleted_at is null for no key update`;
  return source;
}

export interface PublicSource extends Pick<SourceRecord, "id" | "code" | "kind" | "status" | "secrets"> {
  readonly tenantId: string;
}

/** By its URL, across all tenants: a request carries no tenant. */
export async function findPublicSource(sql: Sql<Types>, code: string): Promise<PublicSource | undefined> {
  const [source] = await sql<PublicSource[]>`
    select tenant_id as "tenantId", id, code, kind, status, secrets from inbound_sources
    where code = ${code} and deleted_at is null and kind <> 'queue'`;
  return source;
}

/** The unique index spans all tenants; false when the code is taken. */
export async function insertSource({ tx }: WriteContext, source: SourceRecord): Promise<boolean> {
  const { id, code, name, kind, status, secrets, operation, mapping, settings, version, createdAt } = source;
  const rows = await tx.sql`
    insert into inbound_sources
      (tenant_id, id, code, name, kind, status, secrets, operation, mapping, settings, version, created_at, updated_at)
    values (${tx.tenantId}, ${id}, ${code}, ${name}, ${kind}, ${status}, ${JSON.stringify(secrets)}::text::jsonb,
      ${operation}, ${mapping}, ${JSON.stringify(settings)}::text::jsonb, ${version}, ${createdAt}, ${createdAt})
    on conflict (code) do nothing returning id`;
  return rows.length === 1;
}

/** Updates the mutable columns of a locked source. */
export function updateSource({ tx, send }: WriteContext, source: SourceRecord): void {
  const { id, name, status, secrets, operation, mapping, settings, version, updatedAt } = source;
  send(tx.sql`
    update inbound_sources set name = ${name}, status = ${status}, secrets = ${JSON.stringify(secrets)}::text::jsonb,
      operation = ${operation}, mapping = ${mapping}, settings = ${JSON.stringify(settings)}::text::jsonb,
      version = ${version}, updated_at = ${updatedAt}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** Its messages stay until their retention ends; its URL is free again. */
export function deleteSource({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`
    update inbound_sources set deleted_at = ${now}, status = 'disabled', secrets = '[]', code = code || ' ' || id
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}
