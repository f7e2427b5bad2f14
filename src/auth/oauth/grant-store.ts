import type { Sql } from "postgres";
import type { Rights, UserRole } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";
import { rightsOf } from "#core/roles/rights-store.ts";

export interface ClientRow {
  id: string;
  tenantId: string;
  name: string;
  hash: string;
  scopes: string[];
  firstParty: boolean;
  makersScopes: string[][];
  makersRights: Rights[];
  /** Of the keys that it descends from, of those that have any. */
  allowedAddresses: string[][];
  limits: { id: string; quota: number; windowS: number }[];
}

/** The client, unless it, or a key that it descends from, is revoked or has expired. */
const client = (sql: Sql<Types>, id: string, now: Date) => sql`
  with recursive line as (
    select k.* from oauth_clients c
    join api_keys k on c.maker_type = 'api_key' and k.tenant_id = c.tenant_id and k.id = c.maker_id
    where c.id = ${id}
    union
    select m.* from line k join api_keys m on k.maker_type = 'api_key' and m.tenant_id = k.tenant_id and m.id = k.maker_id
  ), client as (
    select c.id, c.tenant_id as "tenantId", c.name, c.hash, c.scopes, c.first_party as "firstParty",
      (select coalesce(json_agg(scopes), '[]') from line) as "makersScopes",
      (select coalesce(json_agg(allowed_addresses) filter (where cardinality(allowed_addresses) > 0), '[]') from line) as "allowedAddresses",
      (select coalesce(json_agg(json_build_object('id', id, 'quota', limit_requests, 'windowS', limit_window_s))
        filter (where limit_requests is not null), '[]') from line) as limits,
      (select coalesce(json_agg(case when u.active and u.deleted_at is null then ${rightsOf(sql)} end), '[]')
        from (select maker_type, maker_id from line union all select c.maker_type, c.maker_id) m
        left join users u on u.tenant_id = c.tenant_id and u.id = m.maker_id
        where m.maker_type <> 'api_key') as "makersRights"
    from oauth_clients c
    where c.id = ${id} and c.revoked_at is null
      and not exists (select from line where revoked_at is not null or expires_at <= ${now})
  )`;

/** The tenant comes from the client. */
export async function findClient(sql: Sql<Types>, id: string, now: Date): Promise<ClientRow | undefined> {
  const [row] = await sql<ClientRow[]>`${client(sql, id, now)} select * from client`;
  return row;
}

export interface GrantName {
  readonly tenantId: string;
  readonly clientId: string;
  readonly id: string;
}

export interface GrantRow extends ClientRow {
  grantScopes: string[];
  /** Null: the client acts for itself. */
  user: { readonly id: string; readonly name: string; readonly role: UserRole; readonly rights: Rights } | null;
}

/** What was granted, unless it, its client or its user has ended. */
export async function findGrant(sql: Sql<Types>, name: GrantName, now: Date): Promise<GrantRow | undefined> {
  const [row] = await sql<GrantRow[]>`
    ${client(sql, name.clientId, now)}
    select c.*, g.scopes as "grantScopes",
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name, 'role', u.role, 'rights', ${rightsOf(sql)}) end as user
    from client c join oauth_grants g on g.tenant_id = c."tenantId" and g.client_id = c.id
    left join users u on u.tenant_id = g.tenant_id and u.id = g.user_id and u.active and u.deleted_at is null
    where g.tenant_id = ${name.tenantId} and g.id = ${name.id} and g.revoked_at is null and g.expires_at > ${now}
      and (g.user_id is null or u.id is not null)`;
  return row;
}

export interface NewGrant extends GrantName {
  /** Null: the client acts for itself. */
  readonly user: { readonly id: string; readonly verifiedHash: string } | null;
  readonly scopes: readonly string[];
  readonly now: Date;
  readonly expiresAt: Date;
}

/** False when the user has ended or the password has changed since it was checked: a change waits for this, or ends it. */
export async function insertGrant(sql: Sql<Types>, grant: NewGrant): Promise<boolean> {
  const { tenantId, id, clientId, user, scopes, now, expiresAt } = grant;
  const { count } = await sql`
    with used as (
      update oauth_clients set last_used_at = ${now}
      where tenant_id = ${tenantId} and id = ${clientId}
        and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})
    ), standing as (
      select from users where tenant_id = ${tenantId} and id = ${user?.id ?? null} and active and deleted_at is null
        and password_hash = ${user?.verifiedHash ?? null} for share
    )
    insert into oauth_grants (tenant_id, id, client_id, user_id, scopes, created_at, expires_at)
    select ${tenantId}, ${id}, ${clientId}, ${user?.id ?? null}::uuid, ${[...scopes]}::text[], ${now}::timestamptz, ${expiresAt}::timestamptz
    where ${user === null} or exists (select from standing)`;
  return count === 1;
}
