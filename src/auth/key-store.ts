import type { Sql } from "postgres";
import type { Rights } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";
import { rightsOf } from "#core/roles/rights-store.ts";

export interface KeyRow {
  id: string;
  tenantId: string;
  name: string;
  scopes: string[];
  /** The end of the key, of its ancestors, or of the secret given when it is a former one. */
  expiresAt: Date | null;
  /** Of the secret given. */
  lastUsedAt: Date | null;
  isFormer: boolean;
  /** Of the key and its ancestors. */
  makersScopes: string[][];
  /** Of the user who created it or its first ancestor; null while that user is inactive, and for any other creator. */
  makersRights: Rights[];
  /** Of the key and its ancestors, of those that have any. */
  allowedAddresses: string[][];
  /** The same of their limits. */
  limits: { id: string; quota: number; windowS: number }[];
}

/**
 * The key with this secret, current or former, unless it or an ancestor is revoked. The tenant comes from the key. Its
 * scopes are limited to the current rights of all its creators: its ancestors, and the user who created the first of
 * them; their addresses and limits hold for it too.
 */
export async function findKey(sql: Sql<Types>, hash: string): Promise<KeyRow | undefined> {
  const [row] = await sql<KeyRow[]>`
    with recursive given as (
      select tenant_id, id, last_used_at, null::timestamptz as ends_at, false as is_former from api_keys where hash = ${hash}
      union all
      select tenant_id, key_id, last_used_at, ends_at, true from former_key_secrets where hash = ${hash}),
    line as (
      select k.* from given g join api_keys k on k.tenant_id = g.tenant_id and k.id = g.id
      union
      select m.* from line k join api_keys m on k.maker_type = 'api_key' and m.tenant_id = k.tenant_id and m.id = k.maker_id)
    select k.id, k.tenant_id as "tenantId", k.name, k.scopes, g.last_used_at as "lastUsedAt", g.is_former as "isFormer",
      least((select min(expires_at) from line), g.ends_at) as "expiresAt",
      (select coalesce(json_agg(scopes), '[]') from line) as "makersScopes",
      (select coalesce(json_agg(allowed_addresses) filter (where cardinality(allowed_addresses) > 0), '[]') from line) as "allowedAddresses",
      (select coalesce(json_agg(json_build_object('id', id, 'quota', limit_requests, 'windowS', limit_window_s))
        filter (where limit_requests is not null), '[]') from line) as limits,
      (select coalesce(json_agg(case when u.active and u.deleted_at is null then ${rightsOf(sql)} end), '[]')
        from line m left join users u on u.tenant_id = m.tenant_id and u.id = m.maker_id
        where m.maker_type <> 'api_key') as "makersRights"
    from given g join api_keys k on k.tenant_id = g.tenant_id and k.id = g.id
    where not exists (select from line where revoked_at is not null)`;
  return row;
}

/** At most once a minute over all processes. */
export async function touchKey(
  sql: Sql<Types>,
  { hash, row, now }: { hash: string; row: KeyRow; now: Date },
): Promise<void> {
  const before = new Date(now.getTime() - 60_000);
  const { tenantId, id } = row;
  await (row.isFormer
    ? sql`
      update former_key_secrets set last_used_at = ${now}
      where tenant_id = ${tenantId} and key_id = ${id} and hash = ${hash} and (last_used_at is null or last_used_at < ${before})`
    : sql`
      update api_keys set last_used_at = ${now}
      where tenant_id = ${tenantId} and id = ${id} and hash = ${hash} and (last_used_at is null or last_used_at < ${before})`);
}
