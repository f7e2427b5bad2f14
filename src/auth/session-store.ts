import type { Sql } from "postgres";
import type { Rights, UserRole } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";
import { rightsOf } from "#core/roles/rights-store.ts";

export interface SessionRow {
  userId: string;
  name: string;
  role: UserRole;
  rights: Rights;
  lastSeenAt: Date;
}

export interface SessionName {
  readonly tenantId: string;
  readonly id: string;
}

export interface NewSession extends SessionName {
  readonly userId: string;
  /** Undefined: no password was checked. */
  readonly verifiedHash: string | undefined;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** False when the user has ended or the password has changed since it was checked: a change waits for this, or ends it. */
export async function insertSession(sql: Sql<Types>, session: NewSession): Promise<boolean> {
  const { tenantId, id, userId, verifiedHash = null, userAgent, ip, now, expiresAt } = session;
  const { count } = await sql`
    insert into sessions (tenant_id, id, user_id, user_agent, ip, created_at, last_seen_at, expires_at)
    select tenant_id, ${id}, id, ${userAgent}, ${ip}, ${now}::timestamptz, ${now}::timestamptz, ${expiresAt}::timestamptz from users
    where tenant_id = ${tenantId} and id = ${userId} and active and deleted_at is null
      and (${verifiedHash}::text is null or password_hash = ${verifiedHash}) for share`;
  return count === 1;
}

/** The session and its user, unless either has expired or was revoked. */
export async function findSession(
  sql: Sql<Types>,
  { tenantId, id }: SessionName,
  { now, idleSince }: { now: Date; idleSince: Date },
): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow[]>`
    select u.id as "userId", u.name, u.role, ${rightsOf(sql)} as rights, s.last_seen_at as "lastSeenAt"
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id and u.active and u.deleted_at is null
    where s.tenant_id = ${tenantId} and s.id = ${id} and s.revoked_at is null
      and s.expires_at > ${now} and s.last_seen_at > ${idleSince}`;
  return row;
}

export async function touchSession(sql: Sql<Types>, { tenantId, id }: SessionName, now: Date): Promise<void> {
  await sql`
    update sessions set last_seen_at = ${now} where tenant_id = ${tenantId} and id = ${id} and last_seen_at < ${now}`;
}

export async function endSession(sql: Sql<Types>, { tenantId, id }: SessionName, now: Date): Promise<void> {
  await sql`
    update sessions set revoked_at = ${now} where tenant_id = ${tenantId} and id = ${id} and revoked_at is null`;
}
