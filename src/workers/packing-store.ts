import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import { inPortions } from "./housekeeping-store.ts";

const AT_ONCE = 5000;

/** Open sessions without a command for so long, of all tenants. */
export const idleStations = (sql: Sql<Types>, idleMs: number): Promise<{ tenantId: string; sessionId: string }[]> =>
  sql<{ tenantId: string; sessionId: string }[]>`
    select tenant_id as "tenantId", id as "sessionId" from packing_sessions
    where closed_at is null and seen_at <= now() - ${idleMs}::bigint * interval '1 millisecond' limit ${AT_ONCE}`;

/** Steps go by age, so that a station that is never closed forgets too. */
export async function deleteOldPacking(sql: Sql<Types>): Promise<number> {
  const steps = await inPortions(
    () => sql`
      delete from packing_steps -- every tenant_id: all of them forget after a week
      where ctid = any(array(select ctid from packing_steps where at < now() - interval '7 days' limit ${AT_ONCE}))`,
  );
  const sessions = await inPortions(
    () => sql`
      delete from packing_sessions -- every tenant_id: as above
      where ctid = any(array(
        select ctid from packing_sessions where closed_at < now() - interval '7 days' limit ${AT_ONCE}))`,
  );
  return steps + sessions;
}
