import type { Sql } from "postgres";
import type { Role } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";

export interface KeyRow {
  id: string;
  tenantId: string;
  name: string;
  scopes: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  /** Of the key and its ancestors. */
  makersScopes: string[][];
  /** Of the user who created it or its first ancestor; null while that user is inactive. */
  makersRoles: (Role | null)[];
}

/**
 * The key with this hash, unless it or an ancestor is revoked. The tenant comes from the key. Its scopes are limited to
 * the current rights of all its creators: its ancestors, and the user who created the first of them.
 */
export async function findKey(sql: Sql<Types>, hash: string): Promise<KeyRow | undefined> {
  const [row] = await sql<KeyRow[]>`
    with recursive line as (
      select * from api_keys where hash = ${hash}
      union
      select m.* from line k join api_keys m on k.maker_type = 'api_key' and m.tenant_id = k.tenant_id and m.id = k.maker_id)
    select k.id, k.tenant_id as "tenantId", k.name, k.scopes, k.last_used_at as "lastUsedAt",
      (select min(expires_at) from line) as "expiresAt",
      (select coalesce(json_agg(scopes), '[]') from line) as "makersScopes",
      (select coalesce(json_agg(case when u.active and u.deleted_at is null then u.role end), '[]')
        from line m left join users u on u.tenant_id = m.tenant_id and u.id = m.maker_id
        where m.maker_type = 'user') as "makersRoles"
    from api_keys k
    where k.hash = ${hash} and not exists (select from line where revoked_at is not null)`;
  return row;
}

/** At most once a minute over all processes. */
export async function touchKey(sql: Sql<Types>, { tenantId, id }: KeyRow, now: Date): Promise<void> {
  await sql`
    update api_keys set last_used_at = ${now}
    where tenant_id = ${tenantId} and id = ${id}
      and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})`;
}
