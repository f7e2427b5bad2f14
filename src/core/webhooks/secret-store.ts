import type { WriteContext } from "../kernel/operation.ts";
import type { Read } from "../kernel/tx.ts";
import type { SigningSecret } from "./signing.ts";

export interface SecretRecord {
  readonly id: string;
  readonly kind: SigningSecret["kind"];
  readonly sealed: string;
  readonly expiresAt: Date | null;
}

export function insertSecret({ tx, send, now }: WriteContext, endpointId: string, secret: SecretRecord): void {
  send(tx.sql`
    insert into webhook_secrets (tenant_id, id, endpoint_id, kind, sealed, created_at, expires_at)
    values (${tx.tenantId}, ${secret.id}, ${endpointId}, ${secret.kind}, ${secret.sealed}, ${now}, ${secret.expiresAt})`);
}

/** Newest first, without expired ones. */
export const readSecrets = (read: Read, endpointId: string, now: Date): Promise<SecretRecord[]> => read.sql<
  SecretRecord[]
>`
  select id, kind, sealed, expires_at as "expiresAt" from webhook_secrets
  where tenant_id = ${read.tenantId} and endpoint_id = ${endpointId}
    and (expires_at is null or expires_at > ${now.toISOString()}::text::timestamptz)
  order by created_at desc, id desc`;

/** Existing secrets expire at `until`, or earlier as already set; deletes expired ones. */
export function endSecrets({ tx, send, now }: WriteContext, endpointId: string, until: Date): void {
  send(tx.sql`
    delete from webhook_secrets where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId}
      and least(expires_at, ${until.toISOString()}::text::timestamptz) <= ${now.toISOString()}::text::timestamptz`);
  send(tx.sql`
    update webhook_secrets set expires_at = least(expires_at, ${until.toISOString()}::text::timestamptz)
    where tenant_id = ${tx.tenantId} and endpoint_id = ${endpointId}`);
}
