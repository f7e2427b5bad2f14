import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { RoleRecord } from "./record.ts";

const roleColumns = (read: Read) =>
  read.sql`id, name, description, scopes, version, created_at as "createdAt", updated_at as "updatedAt"`;

export const readRoles = (read: Read): Promise<RoleRecord[]> => read.sql<RoleRecord[]>`
  select ${roleColumns(read)} from roles where tenant_id = ${read.tenantId} order by name_key`;

export async function readRole(read: Read, id: string): Promise<RoleRecord | undefined> {
  const [role] = await read.sql<RoleRecord[]>`
    select ${roleColumns(read)} from roles where tenant_id = ${read.tenantId} and id = ${id}`;
  return role;
}

/** Users by role: by its id, or by the name of a built-in one. */
export async function countUsers(read: Read): Promise<ReadonlyMap<string, number>> {
  const rows = await read.sql<{ id: string; users: number }[]>`
    select coalesce(role_id::text, role) as id, count(*)::int as users from users
    where tenant_id = ${read.tenantId} and deleted_at is null group by 1`;
  return new Map(rows.map(({ id, users }) => [id, users]));
}

/** That can still be accepted. */
export async function countInvitations(read: Read, id: string, now: Date): Promise<number> {
  const [row] = await read.sql<{ open: number }[]>`
    select count(*)::int as open from invitations
    where tenant_id = ${read.tenantId} and role_id = ${id} and accepted_at is null and revoked_at is null and expires_at > ${now}`;
  return row?.open ?? 0;
}

/** For a change of it. Whoever gives it to somebody meanwhile is not waited for. */
export async function lockRole(tx: Tx, id: string): Promise<RoleRecord | undefined> {
  const [role] = await tx.sql<RoleRecord[]>`
    select ${roleColumns(tx)} from roles where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return role;
}

/** For its end: waits for all who give it to somebody, and they for this. */
export async function lockForDeletion(tx: Tx, id: string): Promise<RoleRecord | undefined> {
  const [role] = await tx.sql<RoleRecord[]>`
    select ${roleColumns(tx)} from roles where tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return role;
}

/** Roles that somebody is about to get: they cannot be deleted meanwhile. In the order of their ids. */
export async function holdRoles(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, RoleRecord>> {
  if (ids.length === 0) return new Map();
  const roles = await tx.sql<RoleRecord[]>`
    select ${roleColumns(tx)} from roles
    where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) order by id for key share`;
  return new Map(roles.map((role) => [role.id, role]));
}

export async function isNameTaken(tx: Tx, { id, name }: Pick<RoleRecord, "id" | "name">): Promise<boolean> {
  const [other] = await tx.sql<{ id: string }[]>`
    select id from roles where tenant_id = ${tx.tenantId} and name_key = ${name.toLowerCase()} and id <> ${id}`;
  return other !== undefined;
}

export function insertRole({ tx, send }: WriteContext, role: RoleRecord): void {
  const { id, name, description, scopes, version, createdAt, updatedAt } = role;
  send(tx.sql`
    insert into roles (tenant_id, id, name, name_key, description, scopes, version, created_at, updated_at)
    values (${tx.tenantId}, ${id}, ${name}, ${name.toLowerCase()}, ${description}, ${[...scopes]}::text[], ${version},
      ${createdAt}, ${updatedAt})`);
}

export function updateRole({ tx, send }: WriteContext, role: RoleRecord): void {
  const { id, name, description, scopes, version, updatedAt } = role;
  send(tx.sql`
    update roles set name = ${name}, name_key = ${name.toLowerCase()}, description = ${description},
      scopes = ${[...scopes]}::text[], version = ${version}, updated_at = ${updatedAt}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export function deleteRole({ tx, send }: WriteContext, id: string): void {
  send(tx.sql`delete from roles where tenant_id = ${tx.tenantId} and id = ${id}`);
}
