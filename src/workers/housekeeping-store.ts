import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

const AT_ONCE = 5000;

/** Deletes in batches, so that no statement locks many rows for long. Returns the number of deleted rows. */
export async function inPortions(portion: () => Promise<{ readonly count: number }>): Promise<number> {
  let total = 0;
  for (;;) {
    const { count } = await portion();
    total += count;
    if (count < AT_ONCE) return total;
  }
}

/** A stored response is kept for a day; then its idempotency key may be reused. */
export const deleteOldAnswers = (sql: Sql<Types>): Promise<number> =>
  inPortions(
    () => sql`
      delete from idempotency -- every tenant_id: all of them forget after a day
      where ctid = any(array(select ctid from idempotency where at < now() - interval '24 hours' limit ${AT_ONCE}))`,
  );

export const deleteOldSessions = (sql: Sql<Types>): Promise<number> =>
  inPortions(
    () => sql`
      delete from sessions -- every tenant_id: all of them end
      where ctid = any(array(
        select ctid from sessions where least(expires_at, revoked_at) < now() - interval '7 days' limit ${AT_ONCE}))`,
  );

/** Sign-ins that were never finished. */
export const deleteOldPending = (sql: Sql<Types>): Promise<number> =>
  inPortions(
    () => sql`
      delete from pending_sessions -- every tenant_id: none of them can be finished
      where ctid = any(array(select ctid from pending_sessions where expires_at < now() limit ${AT_ONCE}))`,
  );

/** Links to choose a password, a week after they ended. */
export const deleteOldResets = (sql: Sql<Types>): Promise<number> =>
  inPortions(
    () => sql`
      delete from password_resets -- every tenant_id: none of them can be used
      where ctid = any(array(
        select ctid from password_resets where expires_at < now() - interval '7 days' limit ${AT_ONCE}))`,
  );

export const deleteOldThrottles = (sql: Sql<Types>): Promise<number> =>
  inPortions(
    () => sql`
      delete from sign_in_throttles
      where ctid = any(array(
        select ctid from sign_in_throttles where started_at < now() - interval '1 day' limit ${AT_ONCE}))`,
  );

export const deleteOldNonces = (sql: Sql<Types>): Promise<number> =>
  inPortions(
    () => sql`
      delete from token_nonces -- every tenant_id: no token of theirs is still valid
      where ctid = any(array(select ctid from token_nonces where kept_until < now() limit ${AT_ONCE}))`,
  );

/** Grants of which no token is valid, and their refresh tokens, a day later. */
export const deleteOldGrants = async (sql: Sql<Types>): Promise<number> => {
  const tokens = await inPortions(
    () => sql`
      delete from oauth_refresh_tokens -- every tenant_id: none of them can be used
      where ctid = any(array(
        select ctid from oauth_refresh_tokens where expires_at < now() - interval '1 day' limit ${AT_ONCE}))`,
  );
  const grants = await inPortions(
    () => sql`
      delete from oauth_grants -- every tenant_id: none of them can be used
      where ctid = any(array(
        select ctid from oauth_grants where expires_at < now() - interval '1 day' limit ${AT_ONCE}))`,
  );
  return tokens + grants;
};

export interface DueOrder {
  readonly tenantId: string;
  readonly orderId: string;
}

/** Orders with an expired hold, of all tenants. */
export const ordersWithDueHolds = (sql: Sql<Types>): Promise<DueOrder[]> =>
  sql<DueOrder[]>`
    select distinct tenant_id as "tenantId", order_id as "orderId" from holds
    where released_at is null and until <= now() limit ${AT_ONCE}`;
