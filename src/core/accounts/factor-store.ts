import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";

export interface FactorRecord {
  readonly id: string;
  readonly name: string;
  /** Sealed. */
  readonly secret: string;
  readonly confirmedAt: Date | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const factorColumns = (read: Read) => read.sql`
  id, name, secret, confirmed_at as "confirmedAt", created_at as "createdAt", last_used_at as "lastUsedAt"`;

/** Those in force. */
export const factorsOf = (read: Read, userId: string): Promise<FactorRecord[]> => read.sql<FactorRecord[]>`
  select ${factorColumns(read)} from factors
  where tenant_id = ${read.tenantId} and user_id = ${userId} and confirmed_at is not null order by created_at, id`;

export async function lockFactor(tx: Tx, userId: string, id: string): Promise<FactorRecord | undefined> {
  const [factor] = await tx.sql<FactorRecord[]>`
    select ${factorColumns(tx)} from factors
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and id = ${id} for no key update`;
  return factor;
}

export const recoveryCodesLeft = async ({ sql, tenantId }: Read, userId: string): Promise<number> => {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from recovery_codes where tenant_id = ${tenantId} and user_id = ${userId} and used_at is null`;
  return row?.n ?? 0;
};

export async function isFactorRequired({ sql, tenantId }: Read): Promise<boolean> {
  const [row] = await sql<{ required: boolean }[]>`
    select second_factor as required from tenants where id = ${tenantId}`;
  return row?.required ?? false;
}

type Write = Pick<WriteContext, "tx" | "now">;

/** Takes the place of one that was begun before and never confirmed. */
export async function beginFactor(
  { tx, now }: Write,
  { id, userId, name, secret }: { id: string; userId: string; name: string; secret: string },
): Promise<void> {
  const { sql, tenantId } = tx;
  await sql`delete from factors where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is null`;
  await sql`
    insert into factors (tenant_id, id, user_id, name, secret, created_at)
    values (${tenantId}, ${id}, ${userId}, ${name}, ${secret}, ${now})`;
}

export async function confirmFactor({ tx, now }: Write, id: string): Promise<void> {
  await tx.sql`update factors set confirmed_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** False when this step, or a later one, has counted before: of two who send the same code at once, one is right. */
export async function spendStep({ tx, now }: Write, id: string, step: number): Promise<boolean> {
  const { count } = await tx.sql`
    update factors set last_step = ${step}, last_used_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id} and (last_step is null or last_step < ${step})`;
  return count === 1;
}

/** False for one that was used before, or never was. */
export async function spendRecoveryCode({ tx, now }: Write, userId: string, hash: string): Promise<boolean> {
  const { count } = await tx.sql`
    update recovery_codes set used_at = ${now}
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and hash = ${hash} and used_at is null`;
  return count === 1;
}

export async function replaceRecoveryCodes({ tx }: Pick<Write, "tx">, userId: string, hashes: readonly string[]) {
  const { sql, tenantId } = tx;
  await sql`delete from recovery_codes where tenant_id = ${tenantId} and user_id = ${userId}`;
  await sql`
    insert into recovery_codes (tenant_id, user_id, hash)
    select ${tenantId}, ${userId}, hash from unnest(${[...hashes]}::text[]) hash`;
}

/** One, or all. Without factors no recovery code is left either. Returns how many were in force. */
export async function removeFactors({ tx }: Pick<Write, "tx">, userId: string, id?: string): Promise<number> {
  const { sql, tenantId } = tx;
  const { count } = await sql`
    delete from factors
    where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is not null
      ${id === undefined ? sql`` : sql`and id = ${id}`}`;
  await sql`
    delete from recovery_codes where tenant_id = ${tenantId} and user_id = ${userId} and not exists (
      select from factors where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is not null)`;
  return count;
}

/** What a session that opens nothing waits for: a code; or, where one is required, a second factor; or only its promotion. */
export type Awaited = "code" | "enrolment" | "promotion";

export interface PendingSession {
  readonly userId: string;
  readonly awaits: Awaited;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

/** Of two who promote at once, the second waits and finds it ended. */
export async function lockPending(tx: Tx, id: string, now: Date): Promise<PendingSession | undefined> {
  const [row] = await tx.sql<PendingSession[]>`
    select user_id as "userId", awaits, user_agent as "userAgent", ip from pending_sessions
    where tenant_id = ${tx.tenantId} and id = ${id} and expires_at > ${now} for update`;
  return row;
}

export async function awaitPromotion({ tx }: Pick<Write, "tx">, userId: string, sessionId: string): Promise<void> {
  await tx.sql`
    update pending_sessions set awaits = 'promotion'
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and id = ${sessionId} and awaits = 'enrolment'`;
}

export async function replaceSession(
  { tx, now }: Write,
  { from, to, expiresAt, pending }: { from: string; to: string; expiresAt: Date; pending: PendingSession },
): Promise<void> {
  const { sql, tenantId } = tx;
  const { userId, userAgent, ip } = pending;
  await sql`delete from pending_sessions where tenant_id = ${tenantId} and id = ${from}`;
  await sql`
    insert into sessions (tenant_id, id, user_id, user_agent, ip, created_at, last_seen_at, proved_at, expires_at)
    values (${tenantId}, ${to}, ${userId}, ${userAgent}, ${ip}, ${now}, ${now}, ${now}, ${expiresAt})`;
}

/** False when it was so before. */
export async function requireFactors({ tx }: Pick<Write, "tx">, required: boolean): Promise<boolean> {
  const { count } = await tx.sql`
    update tenants set second_factor = ${required} where id = ${tx.tenantId} and second_factor <> ${required}`;
  return count === 1;
}

const MOST_PEOPLE = 500;

/** Those without one first. */
export const peopleWithFactors = ({ sql, tenantId }: Read) => sql<
  { id: string; name: string; email: string; factors: number }[]
>`
  select u.id, u.name, u.email, (select count(*)::int from factors f
    where f.tenant_id = u.tenant_id and f.user_id = u.id and f.confirmed_at is not null) as factors
  from users u where u.tenant_id = ${tenantId} and u.active and u.deleted_at is null
  order by factors, lower(u.name), u.id limit ${MOST_PEOPLE}`;
