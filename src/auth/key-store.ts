import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface KeyRow {
  id: string;
  tenantId: string;
  hash: string;
  name: string;
  scopes: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** The keys with these hashes that are not revoked. The key names the tenant, not the other way round. */
export function findKeys(sql: Sql<Types>, hashes: readonly string[]): Promise<KeyRow[]> {
  return sql<KeyRow[]>`
    select id, tenant_id as "tenantId", hash, name, scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from api_keys where hash = any(${[...hashes]}::text[]) and revoked_at is null`;
}

const MINUTE_MS = 60_000;

/** At most once a minute, whichever process comes first; rows that another one is writing are left to it. */
export async function touchKeys(sql: Sql<Types>, keys: readonly KeyRow[], now: Date): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${now}
    where (tenant_id, id) in (
      select k.tenant_id, k.id from api_keys k
      where k.hash = any(${keys.map(({ hash }) => hash)}::text[])
        and (k.last_used_at is null or k.last_used_at < ${new Date(now.getTime() - MINUTE_MS)})
      order by k.id for no key update skip locked)`;
}
