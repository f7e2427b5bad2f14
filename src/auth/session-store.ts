import type { Sql } from "postgres";
import type { Awaited } from "#core/accounts/factor-store.ts";
import type { Rights, UserRole } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";
import { rightsOf } from "#core/roles/rights-store.ts";

export interface SessionRow {
  userId: string;
  name: string;
  role: UserRole;
  rights: Rights;
  lastSeenAt: Date;
  provedAt: Date;
}

/** A session that waits for a second factor lives that long. */
export const PENDING_MS = 10 * 60_000;

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

/**
 * False when the user has ended or the password has changed since it was checked: a change waits for this, or ends it. Of who has a
 * second factor, or needs one, it opens nothing yet.
 */
export async function insertSession(sql: Sql<Types>, session: NewSession): Promise<boolean> {
  const { tenantId, id, userId, verifiedHash = null, userAgent, ip, now, expiresAt } = session;
  const { count } = await sql`
    with person as (
      select u.tenant_id, u.id, case
        when exists (select from factors f where f.tenant_id = u.tenant_id and f.user_id = u.id and f.confirmed_at is not null) then 'code'
        when (select t.second_factor from tenants t where t.id = u.tenant_id) then 'enrolment' end as awaits
      from users u
      where u.tenant_id = ${tenantId} and u.id = ${userId} and u.active and u.deleted_at is null
        and (${verifiedHash}::text is null or u.password_hash = ${verifiedHash}) for share of u
    ), full_session as (
      insert into sessions (tenant_id, id, user_id, user_agent, ip, created_at, last_seen_at, proved_at, expires_at)
      select tenant_id, ${id}, id, ${userAgent}, ${ip}, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz,
        ${expiresAt}::timestamptz
      from person where awaits is null
    ), pending as (
      insert into pending_sessions (tenant_id, id, user_id, awaits, user_agent, ip, created_at, expires_at)
      select tenant_id, ${id}, id, awaits, ${userAgent}, ${ip}, ${now}::timestamptz, ${new Date(now.getTime() + PENDING_MS)}::timestamptz
      from person where awaits is not null
    )
    select from person`;
  return count === 1;
}

/** The session and its user, unless either has expired or was revoked. */
export async function findSession(
  sql: Sql<Types>,
  { tenantId, id }: SessionName,
  { now, idleSince }: { now: Date; idleSince: Date },
): Promise<SessionRow | undefined> {
  const [row] = await sql<SessionRow[]>`
    select u.id as "userId", u.name, u.role, ${rightsOf(sql)} as rights, s.last_seen_at as "lastSeenAt", s.proved_at as "provedAt"
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id and u.active and u.deleted_at is null
    where s.tenant_id = ${tenantId} and s.id = ${id} and s.revoked_at is null
      and s.expires_at > ${now} and s.last_seen_at > ${idleSince}`;
  return row;
}

/** Of requests that arrive together, one writes. */
export async function touchSession(
  sql: Sql<Types>,
  { tenantId, id }: SessionName,
  { now, before }: { now: Date; before: Date },
): Promise<void> {
  await sql`
    update sessions set last_seen_at = ${now} where tenant_id = ${tenantId} and id = ${id} and last_seen_at < ${before}`;
}

export interface PendingRow {
  userId: string;
  name: string;
  role: UserRole;
  awaits: Awaited;
}

/** A sign-in that waits for the second factor. */
export async function findPending(
  sql: Sql<Types>,
  { tenantId, id }: SessionName,
  now: Date,
): Promise<PendingRow | undefined> {
  const [row] = await sql<PendingRow[]>`
    select u.id as "userId", u.name, u.role, p.awaits from pending_sessions p
    join users u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.active and u.deleted_at is null
    where p.tenant_id = ${tenantId} and p.id = ${id} and p.expires_at > ${now}`;
  return row;
}

export async function endSession(sql: Sql<Types>, { tenantId, id }: SessionName, now: Date): Promise<void> {
  await sql`
    with pending as (delete from pending_sessions where tenant_id = ${tenantId} and id = ${id})
    update sessions set revoked_at = ${now} where tenant_id = ${tenantId} and id = ${id} and revoked_at is null`;
}
