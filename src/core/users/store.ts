import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { UserRecord } from "./record.ts";
import type { ListUsersInput } from "./schemas.ts";

const userColumns = (read: Read) => read.sql`
  id, email, name, role, active, version, password_hash as "passwordHash", created_at as "createdAt",
  updated_at as "updatedAt"`;

export async function readUser(read: Read, id: string): Promise<UserRecord | undefined> {
  const [user] = await read.sql<UserRecord[]>`
    select ${userColumns(read)} from users where tenant_id = ${read.tenantId} and id = ${id} and deleted_at is null`;
  return user;
}

/** The user and all active administrators, locked in the order of their ids: one of them must stay. */
export async function lockUserAndAdmins(tx: Tx, id: string): Promise<{ user: UserRecord | undefined; admins: number }> {
  const rows = await tx.sql<UserRecord[]>`
    select ${userColumns(tx)} from users
    where tenant_id = ${tx.tenantId} and deleted_at is null and (id = ${id} or (role = 'admin' and active))
    order by id for no key update`;
  return {
    user: rows.find((row) => row.id === id),
    admins: rows.filter((row) => row.role === "admin" && row.active).length,
  };
}

export async function emailBelongsTo(tx: Tx, email: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from users where lower(email) = ${email} -- every tenant_id: people sign in by email alone`;
  return row?.id;
}

/** One row more than the limit, so that the caller sees whether there is another page. */
export function listUsers(
  read: Read,
  { q, role, active, sort, limit }: ListUsersInput,
  after: Keyset | undefined,
): Promise<UserRecord[]> {
  const { sql, tenantId } = read;
  const descending = sort.startsWith("-");
  const byName = sort.endsWith("name");
  const column = byName ? sql`lower(name)` : sql`created_at`;
  const last = after === undefined ? sql`` : byName ? sql`${after[0]}::text` : sql`${after[0]}::timestamptz`;
  const beyond = descending ? sql`<` : sql`>`;
  const direction = descending ? sql`desc` : sql`asc`;
  const pattern = `%${(q ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return sql<UserRecord[]>`
    select ${userColumns(read)} from users
    where tenant_id = ${tenantId} and deleted_at is null
      ${q === undefined || q === "" ? sql`` : sql`and (lower(name) like ${pattern} or lower(email) like ${pattern})`}
      ${role === undefined ? sql`` : sql`and role = ${role}`}
      ${active === undefined ? sql`` : sql`and active = ${active}`}
      ${after === undefined ? sql`` : sql`and (${column}, id) ${beyond} (${last}, ${after[1]}::uuid)`}
    order by ${column} ${direction}, id ${direction} limit ${limit + 1}`;
}

export function insertUser({ tx, send }: WriteContext, user: UserRecord): void {
  send(tx.sql`
    insert into users (tenant_id, id, email, name, role, password_hash, active, version, created_at, updated_at)
    values (${tx.tenantId}, ${user.id}, ${user.email}, ${user.name}, ${user.role}, ${user.passwordHash},
      ${user.active}, ${user.version}, ${user.createdAt}, ${user.updatedAt})`);
}

export function updateUser({ tx, send }: WriteContext, user: UserRecord): void {
  send(tx.sql`
    update users set email = ${user.email}, name = ${user.name}, role = ${user.role}, active = ${user.active},
      password_hash = ${user.passwordHash}, version = ${user.version}, updated_at = ${user.updatedAt}
    where tenant_id = ${tx.tenantId} and id = ${user.id}`);
}

/** Keeps the row, for what they did points at it, and nothing that says who it was. */
export function eraseUser({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`
    update users set email = ${`${id}@deleted.invalid`}, name = 'Deleted user', password_hash = null, active = false,
      deleted_at = ${now}, version = version + 1, updated_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export function endSessions({ tx, send, now }: WriteContext, userId: string): void {
  send(tx.sql`
    update sessions set revoked_at = ${now}
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and revoked_at is null`);
}
