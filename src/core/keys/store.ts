import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";

/** The creator of a key, who is accountable for it. */
export interface Maker {
  readonly type: "user" | "api_key";
  readonly id: string;
}

export interface KeyRecord {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  hasSoapSecret: boolean;
  createdBy: string;
  maker: Maker | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  lastV1UseAt: Date | null;
  revokedAt: Date | null;
}

const keyColumns = (read: Read) => read.sql`
  id, name, hint, scopes, soap_secret is not null as "hasSoapSecret", created_by as "createdBy",
  case when maker_id is not null then json_build_object('type', maker_type, 'id', maker_id) end as maker, created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", last_v1_use_at as "lastV1UseAt", revoked_at as "revokedAt"`;

export const listKeys = (read: Read): Promise<KeyRecord[]> => read.sql<KeyRecord[]>`
  select ${keyColumns(read)} from api_keys where tenant_id = ${read.tenantId} order by created_at desc, id desc`;

export async function lockKey(tx: Tx, id: string): Promise<KeyRecord | undefined> {
  const [key] = await tx.sql<KeyRecord[]>`
    select ${keyColumns(tx)} from api_keys where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return key;
}

export async function findKey(tx: Tx, hash: string): Promise<KeyRecord | undefined> {
  const [key] = await tx.sql<KeyRecord[]>`
    select ${keyColumns(tx)} from api_keys where tenant_id = ${tx.tenantId} and hash = ${hash}`;
  return key;
}

interface Stored {
  readonly hash: string;
  /** Sealed. */
  readonly soapSecret: string | null;
}

export function insertKey({ tx, send }: WriteContext, key: KeyRecord, { hash, soapSecret }: Stored): void {
  const { id, name, hint, scopes, createdBy, maker, createdAt, expiresAt } = key;
  send(tx.sql`
    insert into api_keys (tenant_id, id, name, hint, hash, soap_secret, scopes, created_by, maker_type, maker_id, created_at, expires_at)
    values (${tx.tenantId}, ${id}, ${name}, ${hint}, ${hash}, ${soapSecret}, ${scopes}::text[], ${createdBy}, ${maker?.type ?? null},
      ${maker?.id ?? null}, ${createdAt}, ${expiresAt})`);
}

/** When the key expires; undefined when it is gone. Locks it, so that its revocation and a new child are serialised. */
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
    update api_keys k set revoked_at = ${now} from made m
    where k.tenant_id = ${tx.tenantId} and k.id = m.id and k.revoked_at is null returning k.id, k.name`;

export function revokeKey({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`update api_keys set revoked_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}`);
}

/** At most once a minute. Only the next call of the same key waits for it. */
export function noteV1Use({ tx, send, now }: WriteContext, id: string): void {
  send(tx.sql`
    update api_keys set last_v1_use_at = ${now} where tenant_id = ${tx.tenantId} and id = ${id}
      and (last_v1_use_at is null or last_v1_use_at < ${new Date(now.getTime() - 60_000)})`);
}
