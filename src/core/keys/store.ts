import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";

export interface KeyRecord {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  lastV1UseAt: Date | null;
  revokedAt: Date | null;
}

const keyColumns = (read: Read) => read.sql`
  id, name, hint, scopes, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", last_v1_use_at as "lastV1UseAt", revoked_at as "revokedAt"`;

export const listKeys = (read: Read): Promise<KeyRecord[]> => read.sql<KeyRecord[]>`
  select ${keyColumns(read)} from api_keys where tenant_id = ${read.tenantId} order by created_at desc, id desc`;

export async function lockKey(tx: Tx, id: string): Promise<KeyRecord | undefined> {
  const [key] = await tx.sql<KeyRecord[]>`
    select ${keyColumns(tx)} from api_keys where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return key;
}

export async function findKey(tx: Tx, hash: string): Promise<KeyRecord | undefined> {
  const [key] = await tx.sql<KeyRecord[]>`
    select ${keyColumns(tx)} from api_keys where tenant_id = ${tx.tenantId} and hash = ${hash}`;
  return key;
}

export function insertKey({ tx, send }: WriteContext, key: KeyRecord, hash: string): void {
  const { id, name, hint, scopes, createdBy, createdAt, expiresAt } = key;
  send(tx.sql`
    insert into api_keys (tenant_id, id, name, hint, hash, scopes, created_by, created_at, expires_at)
    values (${tx.tenantId}, ${id}, ${name}, ${hint}, ${hash}, ${scopes}::text[], ${createdBy}, ${createdAt}, ${expiresAt})`);
}

export function revokeKey({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`update api_keys set revoked_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** At most once a minute. Nobody waits for it but the next call of the same key. */
export function noteV1Use({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`
    update api_keys set last_v1_use_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}
      and (last_v1_use_at is null or last_v1_use_at < ${new Date(now.getTime() - 60_000)})`);
}
