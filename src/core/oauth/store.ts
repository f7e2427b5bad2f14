import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";

export interface ClientRecord {
  /** The `client_id`. */
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  redirectUris: string[];
  firstParty: boolean;
  createdBy: string;
  /** The creator, whose rights limit the client's. */
  maker: { readonly type: string; readonly id: string } | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const clientColumns = (read: Read) => read.sql`
  id, name, hint, scopes, redirect_uris as "redirectUris", first_party as "firstParty", created_by as "createdBy",
  case when maker_id is not null then json_build_object('type', maker_type, 'id', maker_id) end as maker,
  created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

export const listClients = (read: Read): Promise<ClientRecord[]> => read.sql<ClientRecord[]>`
  select ${clientColumns(read)} from oauth_clients where tenant_id = ${read.tenantId} order by created_at desc, id desc`;

export async function readClient(read: Read, id: string): Promise<ClientRecord | undefined> {
  const [client] = await read.sql<ClientRecord[]>`
    select ${clientColumns(read)} from oauth_clients where tenant_id = ${read.tenantId} and id = ${id}`;
  return client;
}

export async function lockClient(tx: Tx, id: string): Promise<ClientRecord | undefined> {
  const [client] = await tx.sql<ClientRecord[]>`
    select ${clientColumns(tx)} from oauth_clients where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return client;
}

export function insertClient({ tx, send }: WriteContext, client: ClientRecord, hash: string): void {
  const { id, name, hint, scopes, redirectUris, firstParty, createdBy, maker, createdAt } = client;
  send(tx.sql`
    insert into oauth_clients (tenant_id, id, name, hint, hash, scopes, redirect_uris, first_party, created_by, maker_type,
      maker_id, created_at)
    values (${tx.tenantId}, ${id}, ${name}, ${hint}, ${hash}, ${scopes}::text[], ${redirectUris}::text[], ${firstParty},
      ${createdBy}, ${maker?.type ?? null}, ${maker?.id ?? null}, ${createdAt})`);
}

export function revokeClient({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`update oauth_clients set revoked_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export interface GrantName {
  readonly clientId: string;
  readonly userId: string | null;
}

/** Undefined when it has been revoked before, or never was. */
export async function endGrant(
  { tx, now }: Pick<WriteContext, "tx" | "now">,
  id: string,
): Promise<GrantName | undefined> {
  const [grant] = await tx.sql<GrantName[]>`
    update oauth_grants set revoked_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id} and revoked_at is null
    returning client_id as "clientId", user_id as "userId"`;
  return grant;
}

/** Ends what programs were granted for a user. */
export function endGrantsFor({ tx, send, now }: Pick<WriteContext, "tx" | "send" | "now">, userId: string): void {
  send(tx.sql`
    update oauth_grants set revoked_at = ${now}
    where tenant_id = ${tx.tenantId} and user_id = ${userId} and revoked_at is null`);
}

/** Of users and keys that have ended. */
export const revokeClientsOf = ({ tx, now }: Pick<WriteContext, "tx" | "now">, makers: readonly string[]) =>
  tx.sql<{ id: string; name: string }[]>`
    update oauth_clients set revoked_at = ${now}
    where tenant_id = ${tx.tenantId} and maker_id = any(${[...makers]}::uuid[]) and revoked_at is null returning id, name`;
