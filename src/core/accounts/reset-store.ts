import type { WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";

export interface NewReset {
  readonly id: string;
  readonly userId: string;
  readonly hash: string;
  readonly expiresAt: Date;
}

export function insertReset({ tx, send, now }: WriteContext, { id, userId, hash, expiresAt }: NewReset): void {
  send(tx.sql`
    insert into password_resets (tenant_id, id, user_id, hash, created_at, expires_at)
    values (${tx.tenantId}, ${id}, ${userId}, ${hash}, ${now}, ${expiresAt})`);
}

/** The user of a link that is still good. Of two who use it at once, the second waits and finds it used. */
export async function lockReset(tx: Tx, hash: string, now: Date): Promise<{ userId: string } | undefined> {
  const [row] = await tx.sql<{ userId: string }[]>`
    select user_id as "userId" from password_resets
    where tenant_id = ${tx.tenantId} and hash = ${hash} and used_at is null and expires_at > ${now} for update`;
  return row;
}
