import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface RefreshRow {
  tenantId: string;
  grantId: string;
  clientId: string;
  seed: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** The tenant comes from the token. */
export async function findRefreshToken(sql: Sql<Types>, hash: string): Promise<RefreshRow | undefined> {
  const [row] = await sql<RefreshRow[]>`
    select r.tenant_id as "tenantId", r.grant_id as "grantId", g.client_id as "clientId", r.seed,
      r.expires_at as "expiresAt", r.used_at as "usedAt"
    from oauth_refresh_tokens r join oauth_grants g on g.tenant_id = r.tenant_id and g.id = r.grant_id
    where r.hash = ${hash}`;
  return row;
}

export interface NewRefreshToken {
  readonly hash: string;
  readonly seed: string;
  readonly expiresAt: Date;
}

export async function insertRefreshToken(
  sql: Sql<Types>,
  { tenantId, grantId }: Pick<RefreshRow, "tenantId" | "grantId">,
  { hash, seed, expiresAt }: NewRefreshToken,
): Promise<void> {
  await sql`
    insert into oauth_refresh_tokens (hash, tenant_id, grant_id, seed, expires_at)
    values (${hash}, ${tenantId}, ${grantId}, ${seed}, ${expiresAt})`;
}

/**
 * Uses a token up and stores the one that follows. False when it was used before; then the one that follows is stored:
 * a concurrent use waits for the first.
 */
export async function rotate(
  sql: Sql<Types>,
  { hash, now }: { readonly hash: string; readonly now: Date },
  next: NewRefreshToken,
): Promise<boolean> {
  const used = await sql`
    with used as (
      update oauth_refresh_tokens set used_at = ${now} where hash = ${hash} and used_at is null
      returning tenant_id, grant_id
    ), prolonged as (
      update oauth_grants g set expires_at = greatest(g.expires_at, ${next.expiresAt}) from used u
      where g.tenant_id = u.tenant_id and g.id = u.grant_id
    ), followed as (
      insert into oauth_refresh_tokens (hash, tenant_id, grant_id, seed, expires_at)
      select ${next.hash}, tenant_id, grant_id, ${next.seed}, ${next.expiresAt} from used
    )
    select from used`;
  return used.count === 1;
}
