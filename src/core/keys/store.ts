import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { KeyLimit } from "./schemas.ts";

/** The creator of a key, who is accountable for it. */
export interface Maker {
  readonly type: "user" | "api_key" | "client";
  readonly id: string;
}

/** Of a secret that was replaced; instants as JSON has them. */
export interface FormerSecret {
  hint: string;
  endsAt: string | Date;
  lastUsedAt: string | Date | null;
}

export interface KeyRecord {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  hasSoapSecret: boolean;
  allowedAddresses: string[];
  limit: KeyLimit | null;
  createdBy: string;
  maker: Maker | null;
  createdAt: Date;
  expiresAt: Date | null;
  rotatedAt: Date | null;
  /** Of the current secret. */
  lastUsedAt: Date | null;
  lastV1UseAt: Date | null;
  revokedAt: Date | null;
  version: number;
  /** Latest end first, those that have ended too. */
  formerSecrets: FormerSecret[];
}

const keyColumns = (read: Read) => read.sql`
  id, name, hint, scopes, soap_secret is not null as "hasSoapSecret", created_by as "createdBy",
  case when maker_id is not null then json_build_object('type', maker_type, 'id', maker_id) end as maker, created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", last_v1_use_at as "lastV1UseAt", revoked_at as "revokedAt", rotated_at as "rotatedAt", version,
  allowed_addresses as "allowedAddresses",
  case when limit_requests is not null then json_build_object('requests', limit_requests, 'windowS', limit_window_s) end as limit,
  (select coalesce(json_agg(json_build_object('hint', s.hint, 'endsAt', s.ends_at, 'lastUsedAt', s.last_used_at) order by s.ends_at desc), '[]')
    from former_key_secrets s where s.tenant_id = api_keys.tenant_id and s.key_id = api_keys.id) as "formerSecrets"`;

export const listKeys = (read: Read): Promise<KeyRecord[]> => read.sql<KeyRecord[]>`
  select ${keyColumns(read)} from api_keys where tenant_id = ${read.tenantId} order by created_at desc, id desc`;

export async function readKey(read: Read, id: string): Promise<KeyRecord | undefined> {
  const [key] = await read.sql<KeyRecord[]>`
    select ${keyColumns(read)} from api_keys where tenant_id = ${read.tenantId} and id = ${id}`;
  return key;
}

export async function lockKey(tx: Tx, id: string): Promise<KeyRecord | undefined> {
  const [key] = await tx.sql<KeyRecord[]>`
    select ${keyColumns(tx)} from api_keys where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return key;
}

/** By any secret that it has, or has had. */
export async function findKey(tx: Tx, hash: string): Promise<KeyRecord | undefined> {
  const [key] = await tx.sql<KeyRecord[]>`
    select ${keyColumns(tx)} from api_keys
    where tenant_id = ${tx.tenantId} and (hash = ${hash}
      or id = (select key_id from former_key_secrets where tenant_id = ${tx.tenantId} and hash = ${hash}))`;
  return key;
}

interface Stored {
  readonly hash: string;
  /** Sealed. */
  readonly soapSecret: string | null;
}

export function insertKey({ tx, send }: WriteContext, key: KeyRecord, { hash, soapSecret }: Stored): void {
  const { id, name, hint, scopes, createdBy, maker, createdAt, expiresAt, allowedAddresses, limit } = key;
  send(tx.sql`
    insert into api_keys (tenant_id, id, name, hint, hash, soap_secret, scopes, created_by, maker_type, maker_id, created_at, expires_at,
      allowed_addresses, limit_requests, limit_window_s)
    values (${tx.tenantId}, ${id}, ${name}, ${hint}, ${hash}, ${soapSecret}, ${scopes}::text[], ${createdBy}, ${maker?.type ?? null},
      ${maker?.id ?? null}, ${createdAt}, ${expiresAt}, ${allowedAddresses}::text[], ${limit?.requests ?? null}, ${limit?.windowS ?? null})`);
}

/** The key is locked. */
export function updateKey({ tx, send }: WriteContext, key: KeyRecord): void {
  const { id, name, scopes, allowedAddresses, limit, expiresAt, version } = key;
  send(tx.sql`
    update api_keys set name = ${name}, scopes = ${scopes}::text[], allowed_addresses = ${allowedAddresses}::text[],
      limit_requests = ${limit?.requests ?? null}, limit_window_s = ${limit?.windowS ?? null}, expires_at = ${expiresAt}, version = ${version}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** The key is locked, and its secret kept as a former one. */
export function replaceSecret({ tx, send }: WriteContext, key: KeyRecord, { hash, soapSecret }: Stored): void {
  const { id, hint, rotatedAt, version } = key;
  send(tx.sql`
    update api_keys set hash = ${hash}, hint = ${hint}, soap_secret = ${soapSecret}, last_used_at = null, rotated_at = ${rotatedAt},
      version = ${version}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** Whether a key was made by another, or by one that this made, and so on. */
export async function isDescendant(tx: Tx, { id, of }: { id: string; of: string }): Promise<boolean> {
  const rows = await tx.sql`
    with recursive line as (
      select maker_type, maker_id from api_keys where tenant_id = ${tx.tenantId} and id = ${id}
      union
      select m.maker_type, m.maker_id from line k
      join api_keys m on m.tenant_id = ${tx.tenantId} and m.id = k.maker_id and k.maker_type = 'api_key')
    select from line where maker_type = 'api_key' and maker_id = ${of}`;
  return rows.length > 0;
}

/** When the key expires; undefined when it is gone or revoked. Locks it, so that its revocation and a new child are serialised. */
export async function lockMakersEnd(tx: Tx, id: string): Promise<{ expiresAt: Date | null } | undefined> {
  const [row] = await tx.sql<{ expiresAt: Date | null }[]>`
    select expires_at as "expiresAt" from api_keys
    where tenant_id = ${tx.tenantId} and id = ${id} and revoked_at is null for key share`;
  return row;
}

/** Revokes the unrevoked keys of a creator, those that these created, and so on; returns them. */
export const revokeMadeBy = ({ tx, now }: Pick<WriteContext, "tx" | "now">, makerId: string) =>
  tx.sql<{ id: string; name: string }[]>`
    with recursive made as (
      select id from api_keys where tenant_id = ${tx.tenantId} and maker_id = ${makerId}
      union
      select k.id from api_keys k join made m on k.tenant_id = ${tx.tenantId} and k.maker_id = m.id)
    update api_keys k set revoked_at = ${now}, version = version + 1 from made m
    where k.tenant_id = ${tx.tenantId} and k.id = m.id and k.revoked_at is null returning k.id, k.name`;

export function revokeKey({ tx, send, now }: WriteContext, id: string): void {
  send(
    tx.sql`update api_keys set revoked_at = ${now}, version = version + 1 where tenant_id = ${tx.tenantId} and id = ${id}`,
  );
}

/** At most once a minute. Only the next call of the same key waits for it. */
export function noteV1Use({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`
    update api_keys set last_v1_use_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}
      and (last_v1_use_at is null or last_v1_use_at < ${new Date(now.getTime() - 60_000)})`);
}
