import type { WriteContext } from "../kernel/operation.ts";

/** Keeps the current secret of a key as a former one, until the given instant. */
export function retireSecret({ tx, send }: WriteContext, id: string, until: Date): void {
  send(tx.sql`
    insert into former_key_secrets (tenant_id, key_id, hint, hash, soap_secret, ends_at, last_used_at)
    select tenant_id, id, hint, hash, soap_secret, ${until}, last_used_at from api_keys
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export function endFormerSecrets({ tx, send }: WriteContext, id: string, until: Date): void {
  send(tx.sql`
    update former_key_secrets set ends_at = ${until}
    where tenant_id = ${tx.tenantId} and key_id = ${id} and ends_at > ${until}`);
}
