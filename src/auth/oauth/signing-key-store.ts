import type { JWK } from "jose";
import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface SigningKeyRow {
  generation: number;
  kid: string;
  publicKey: JWK;
  /** Sealed. */
  privateKey: string;
  signsAt: Date;
}

/** Oldest first. */
export const readSigningKeys = (sql: Sql<Types>): Promise<SigningKeyRow[]> => sql<SigningKeyRow[]>`
  select generation, kid, public_key as "publicKey", private_key as "privateKey", signs_at as "signsAt"
  from signing_keys order by generation`;

/** Nothing when another process has made this generation. */
export async function insertSigningKey(sql: Sql<Types>, key: SigningKeyRow): Promise<void> {
  const { generation, kid, publicKey, privateKey, signsAt } = key;
  await sql`
    insert into signing_keys (generation, kid, public_key, private_key, signs_at)
    values (${generation}, ${kid}, ${JSON.stringify(publicKey)}::jsonb, ${privateKey}, ${signsAt})
    on conflict (generation) do nothing`;
}

export async function deleteSigningKeysBefore(sql: Sql<Types>, generation: number): Promise<void> {
  await sql`delete from signing_keys where generation < ${generation}`;
}
