import type { Sql } from "postgres";
import type { Actor } from "#core/kernel/actor.ts";
import type { Types } from "#core/kernel/tx.ts";

export interface SoapKeyRow {
  readonly hash: string;
  /** Sealed. */
  readonly soapSecret: string;
}

const AT_ONCE = 100;

/**
 * Keys of this id or name that have a secret for digests and are in force, in batches. Names are not unique over
 * tenants; the tenant comes from the key whose digest is right, so that no number of other keys hides it.
 */
export async function* soapKeys(sql: Sql<Types>, username: string, now: Date): AsyncGenerator<SoapKeyRow[]> {
  const id = username.toLowerCase();
  for (let after = ""; ;) {
    const rows = await sql<(SoapKeyRow & { id: string })[]>`
      select id, hash, soap_secret as "soapSecret" from api_keys -- every tenant_id: it is not known yet
      where soap_secret is not null and (id::text = ${id} or name = ${username})
        and revoked_at is null and (expires_at is null or expires_at > ${now}) and id::text > ${after}
      order by id::text limit ${AT_ONCE}`;
    yield rows;
    if (rows.length > 0) yield formerSecrets(sql, rows, now);
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = last.id;
  }
}

/** Of rotated keys, what was replaced and has not ended yet. */
const formerSecrets = (sql: Sql<Types>, keys: readonly { id: string }[], now: Date) => sql<SoapKeyRow[]>`
  select hash, soap_secret as "soapSecret" from former_key_secrets -- every tenant_id: it is not known yet
  where key_id = any(${keys.map(({ id }) => id)}::uuid[]) and soap_secret is not null and ends_at > ${now}`;

export interface Nonce {
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
