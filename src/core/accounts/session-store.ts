import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { SESSION_IDLE_MS } from "./rules.ts";

export interface SessionRecord {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** The open sessions of a user, the last used first. */
export const openSessions = ({ sql, tenantId }: Read, userId: string, now: Date): Promise<SessionRecord[]> => sql<
  SessionRecord[]
>`
  select id, user_agent as "userAgent", ip, created_at as "createdAt", last_seen_at as "lastSeenAt" from sessions
  where tenant_id = ${tenantId} and user_id = ${userId} and revoked_at is null and expires_at > ${now}
    and last_seen_at > ${new Date(now.getTime() - SESSION_IDLE_MS)}
  order by last_seen_at desc, id`;

/** For events about the user, which are counted per subject. False when there is no such user any more. */
export async function lockPerson(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.sql`
    select from users where tenant_id = ${tx.tenantId} and id = ${id} and active and deleted_at is null
    for no key update`;
  return count === 1;
}

/** Ends these sessions of a user. Returns how many were open. */
export async function endSome(
  { tx, now }: Pick<WriteContext, "tx" | "now">,
  userId: string,
  ids: readonly string[],
): Promise<number> {
  const { count } = await tx.sql`
    update sessions set revoked_at = ${now}
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and id = any(${[...ids]}::uuid[]) and revoked_at is null`;
  return count;
}

export async function isSessionOf({ sql, tenantId }: Read, userId: string, id: string): Promise<boolean> {
  const { count } = await sql`
    select from sessions where tenant_id = ${tenantId} and user_id = ${userId} and id = ${id}`;
  return count === 1;
}

export async function noteProof({ tx, now }: Pick<WriteContext, "tx" | "now">, userId: string, id: string) {
  await tx.sql`
    update sessions set proved_at = ${now} where tenant_id = ${tx.tenantId} and user_id = ${userId} and id = ${id}`;
}
