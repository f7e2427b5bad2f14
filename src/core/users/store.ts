import { insertRows } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import { type Keyset, LAST_NUMBERED } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { endGrantsFor } from "../oauth/store.ts";
import { rightsOf } from "../roles/rights-store.ts";
import type { UserRecord } from "./record.ts";
import type { ListUsersInput, PageUsersInput } from "./schemas.ts";

const userColumns = (read: Read) => read.sql`
  u.id, u.email, u.name, u.role, u.role_id as "roleId", u.active, u.version, u.password_hash as "passwordHash",
  u.created_at as "createdAt", u.updated_at as "updatedAt", ${rightsOf(read.sql)} as rights`;

export async function readUser(read: Read, id: string): Promise<UserRecord | undefined> {
  const [user] = await read.sql<UserRecord[]>`
    select ${userColumns(read)} from users u where tenant_id = ${read.tenantId} and id = ${id} and deleted_at is null`;
  return user;
}

export const readUsers = (read: Read, ids: readonly string[]): Promise<UserRecord[]> => read.sql<UserRecord[]>`
  select ${userColumns(read)} from users u
  where tenant_id = ${read.tenantId} and id = any(${[...ids]}::uuid[]) and deleted_at is null`;

/** Locks the users and all active administrators, in the order of their ids: one administrator must remain. */
export const lockUsersAndAdmins = (tx: Tx, ids: readonly string[]): Promise<UserRecord[]> => tx.sql<UserRecord[]>`
  select ${userColumns(tx)} from users u
  where tenant_id = ${tx.tenantId} and deleted_at is null
    and (id = any(${[...ids]}::uuid[]) or (role = 'admin' and active))
  order by id for no key update of u`;

export async function lockUserAndAdmins(tx: Tx, id: string): Promise<{ user: UserRecord | undefined; admins: number }> {
  const rows = await lockUsersAndAdmins(tx, [id]);
  return {
    user: rows.find((row) => row.id === id),
    admins: rows.filter((row) => row.role === "admin" && row.active).length,
  };
}

export interface EmailOwner {
  readonly id: string;
  readonly isOurs: boolean;
}

/** By email in lower case. */
export async function emailOwners(tx: Tx, emails: readonly string[]): Promise<Map<string, EmailOwner>> {
  const rows = await tx.sql<(EmailOwner & { email: string })[]>`
    select lower(email) as email, id, tenant_id = ${tx.tenantId} as "isOurs"
    from users where lower(email) = any(${[...emails]}::text[]) -- every tenant_id: people sign in by email alone`;
  return new Map(rows.map(({ email, id, isOurs }) => [email, { id, isOurs }]));
}

type UserFilters = Pick<ListUsersInput, "q" | "role" | "roleId" | "active">;

function matching({ sql }: Read, { q, role, roleId, active }: UserFilters) {
  const pattern = `%${(q ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    and deleted_at is null
      ${q === undefined || q === "" ? sql`` : sql`and (lower(name) like ${pattern} or lower(email) like ${pattern})`}
      ${role === undefined ? sql`` : sql`and role = ${role}`}
      ${roleId === undefined ? sql`` : sql`and role_id = ${roleId}`}
      ${active === undefined ? sql`` : sql`and active = ${active}`}`;
}

function sortedBy({ sql }: Read, sort: ListUsersInput["sort"]) {
  const column = sort.endsWith("name") ? sql`lower(name)` : sql`created_at`;
  const direction = sort.startsWith("-") ? sql`desc` : sql`asc`;
  return { column, order: sql`order by ${column} ${direction}, id ${direction}` };
}

/** Selects one row more than the limit, to detect another page. */
export function listUsers(
  read: Read,
  { sort, limit, ...filters }: ListUsersInput,
  after: Keyset | undefined,
): Promise<UserRecord[]> {
  const { sql, tenantId } = read;
  const { column, order } = sortedBy(read, sort);
  const [value, id] = after ?? [];
  const last = sort.endsWith("name") ? sql`${value ?? ""}::text` : sql`${value ?? ""}::timestamptz`;
  const beyond = sort.startsWith("-") ? sql`<` : sql`>`;
  return sql<UserRecord[]>`
    select ${userColumns(read)} from users u where tenant_id = ${tenantId} ${matching(read, filters)}
      ${id === undefined ? sql`` : sql`and (${column}, id) ${beyond} (${last}, ${id}::uuid)`}
    ${order} limit ${limit + 1}`;
}

/** A page by number, and the count up to the highest reachable page. */
export async function pageUsers(
  read: Read,
  { page, limit, sort, ...filters }: PageUsersInput,
): Promise<{ users: UserRecord[]; total: number }> {
  const { sql, tenantId } = read;
  const [users, [counted]] = await Promise.all([
    sql<UserRecord[]>`
      select ${userColumns(read)} from users u where tenant_id = ${tenantId} ${matching(read, filters)}
      ${sortedBy(read, sort).order} limit ${limit} offset ${(page - 1) * limit}`,
    sql<{ total: number }[]>`
      select count(*)::int as total from (select from users where tenant_id = ${tenantId} ${matching(read, filters)} limit ${LAST_NUMBERED}) u`,
  ]);
  return { users, total: counted?.total ?? 0 };
}

export function insertUsers({ tx, send }: WriteContext, users: readonly UserRecord[]): void {
  if (users.length === 0) return;
  const rows = users.map(({ id, email, name, role, roleId, passwordHash, active, version, createdAt, updatedAt }) => ({
    tenant_id: tx.tenantId,
    id,
    email,
    name,
    role,
    role_id: roleId,
    password_hash: passwordHash,
    active,
    version,
    created_at: createdAt,
    updated_at: updatedAt,
  }));
  send(insertRows(tx.sql, "users", rows));
}

export function updateUser({ tx, send }: WriteContext, user: UserRecord): void {
  send(tx.sql`
    update users set email = ${user.email}, name = ${user.name}, role = ${user.role}, role_id = ${user.roleId}, active = ${user.active},
      password_hash = ${user.passwordHash}, version = ${user.version}, updated_at = ${user.updatedAt}
    where tenant_id = ${tx.tenantId} and id = ${user.id}`);
}

/** Erases personal data, but keeps the row, which other records reference. */
export function eraseUser({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`
    update users set email = ${`${id}@deleted.invalid`}, name = 'Deleted user', role_id = null, password_hash = null, active = false,
      deleted_at = ${now}, version = version + 1, updated_at = ${now}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** The sessions of a user, the tokens that programs hold for them, and links to choose a password. */
export function endSessions({ tx, send, now }: WriteContext, userId: string): void {
  send(tx.sql`
    update sessions set revoked_at = ${now}
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and revoked_at is null`);
  send(tx.sql`delete from pending_sessions where tenant_id = ${tx.tenantId} and user_id = ${userId}`);
  send(tx.sql`
    update password_resets set used_at = ${now}
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and used_at is null`);
  endGrantsFor({ tx, send, now }, userId);
}
