import type { Sql } from "postgres";
import type { Actor } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";

export interface SoapKeyRow {
  readonly hash: string;
  /** Sealed. */
  readonly soapSecret: string;
}

/** Names are not unique over tenants; more of one name than these are told apart by id. */
const MOST = 20;

/** Keys of this id or name that have a secret for digests; the tenant comes from the key whose digest is right. */
export const soapKeys = (sql: Sql<Types>, username: string): Promise<SoapKeyRow[]> =>
  sql<SoapKeyRow[]>`
    select hash, soap_secret as "soapSecret" from api_keys -- every tenant_id: it is not known yet
    where soap_secret is not null and revoked_at is null and (id::text = ${username.toLowerCase()} or name = ${username})
    order by id::text = ${username.toLowerCase()} desc limit ${MOST}`;

interface Nonce {
  readonly nonce: string;
  readonly keptUntil: Date;
}

/** False when this key has used it before. */
export async function takeNonce(
  sql: Sql<Types>,
  { tenantId, id }: Actor,
  { nonce, keptUntil }: Nonce,
): Promise<boolean> {
  const { count } = await sql`
    insert into token_nonces (tenant_id, key_id, nonce, kept_until) values (${tenantId}, ${id}, ${nonce}, ${keptUntil})
    on conflict do nothing`;
  return count === 1;
}
