import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import type { Role } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";

export interface Credentials {
  id: string;
  tenantId: string;
  email: string;
  name: string;
  role: Role;
  passwordHash: string | null;
}

export async function findCredentials(sql: Sql<Types>, email: string): Promise<Credentials | undefined> {
  const [user] = await sql<Credentials[]>`
    select id, tenant_id as "tenantId", email, name, role, password_hash as "passwordHash" from users
    where lower(email) = ${email} and active and deleted_at is null`;
  return user;
}

/** What is counted: `email:…` or `ip:…`, kept as a hash, so that the table is no list of people. */
export const throttleKey = (name: string): string => createHash("sha256").update(name).digest("base64url");

export interface Window {
  key: string;
  failures: number;
  startedAt: Date;
}

/**
 * Counts a try before it is made, so that parallel tries cannot all see the last free one. Keys are written in order,
 * so that two tries never wait for each other in a circle.
 */
export function countTry(
  sql: Sql<Types>,
  keys: readonly string[],
  { now, windowMs }: { now: Date; windowMs: number },
): Promise<Window[]> {
  const expired = new Date(now.getTime() - windowMs);
  return sql<Window[]>`
    insert into sign_in_throttles as t (key, failures, started_at)
    select k, 1, ${now} from unnest(${keys.toSorted()}::text[]) k
    on conflict (key) do update set
      failures = case when t.started_at <= ${expired} then 1 else t.failures + 1 end,
      started_at = case when t.started_at <= ${expired} then excluded.started_at else t.started_at end
    returning key, failures, started_at as "startedAt"`;
}

/** The try succeeded after all: the email starts afresh, the address gets its try back. Old windows go. */
export async function forgive(
  sql: Sql<Types>,
  { email, ip }: { email: string; ip: string | undefined },
  now: Date,
): Promise<void> {
  const old = new Date(now.getTime() - 24 * 3_600_000);
  await Promise.all([
    sql`delete from sign_in_throttles where key = ${email}`,
    sql`delete from sign_in_throttles where key in (
      select key from sign_in_throttles where started_at < ${old} limit 100 for update skip locked)`,
    ip === undefined
      ? []
      : sql`update sign_in_throttles set failures = failures - 1 where key = ${ip} and failures > 0`,
  ]);
}
