import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface KeyRow {
  id: string;
  tenantId: string;
  name: string;
  scopes: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** The key with this hash, unless it is revoked. The key names the tenant, not the other way round. */
export async function findKey(sql: Sql<Types>, hash: string): Promise<KeyRow | undefined> {
  const [row] = await sql<KeyRow[]>`
    select id, tenant_id as "tenantId", name, scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt"
    from api_keys where hash = ${hash} and revoked_at is null`;
  return row;
}

/** At most once a minute, whichever process comes first. */
export async function touchKey(sql: Sql<Types>, { tenantId, id }: KeyRow, now: Date): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${now}
    where tenant_id = ${tenantId} and id = ${id}
      and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})`;
}
