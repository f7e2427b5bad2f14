import type { z } from "zod";
import { lowOnly } from "../inventory/store.ts";
import type { Read } from "../kernel/tx.ts";
import { countOfWork } from "../orders/work-store.ts";
import { failedDeliveries } from "../webhooks/overview-store.ts";
import { FIGURES, isActivity } from "./rules.ts";
import type { Overview } from "./schemas.ts";

type View = z.input<typeof Overview>;

const MOST = 10_000;
const SHOWN = 15;

/** By the definitions of the lists. Each count reads its own index and stops at 10,000 rows. */
export async function readCounts(read: Read, now: Date): Promise<View["counts"]> {
  const { sql, tenantId } = read;
  const [counts] = await sql<View["counts"][]>`
    select ${countOfWork(read, "to_ship", now)} as "toShip", ${countOfWork(read, "late", now)} as late,
      ${countOfWork(read, "held", now)} as held, ${countOfWork(read, "unpaid", now)} as unpaid,
      (select count(*)::int from (select from stock_levels sl where sl.tenant_id = ${tenantId} and ${lowOnly(read)}
        limit ${MOST}) x) as "stockLow",
      ${failedDeliveries(read)} as "deliveriesFailed"`;
  if (counts === undefined) throw new Error("A select of counts has a row");
  return counts;
}

interface ActivityRow extends Omit<View["activity"][number], "at"> {
  readonly by: { readonly type: string; readonly id: string };
  readonly at: Date;
}

const told = (read: Read) => read.sql`
  e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId",
  coalesce(e.data ->> 'number', e.data ->> 'sku', e.data ->> 'name', e.data ->> 'title', e.data ->> 'fileName',
    e.data ->> 'code', e.data ->> 'url') as label,
  e.actor_name as actor, json_build_object('type', e.actor_type, 'id', e.actor_id) as by, e.transport, e.at`;

/** From the stored list; empty when there is none. Ids of events rise with time. */
export const readActivity = (read: Read): Promise<ActivityRow[]> => read.sql<ActivityRow[]>`
  select ${told(read)} from (select event_id from home_activities where tenant_id = ${read.tenantId}
    order by event_id desc limit ${SHOWN}) a
  join events e on e.tenant_id = ${read.tenantId} and e.id = a.event_id order by e.id desc`;

/** From the newest events, up to a scan limit. */
export async function recentActivity(read: Read): Promise<ActivityRow[]> {
  const rows = await read.sql<ActivityRow[]>`
    select ${told(read)}
    from events e where e.tenant_id = ${read.tenantId} order by e.id desc limit 1000`;
  return rows.filter(({ type, by }) => isActivity({ type, actor: by })).slice(0, SHOWN);
}

/** Age in seconds of the tenant's oldest event that the figures lack; idle cursors are written seconds late. */
export async function secondsBehind(read: Read): Promise<number> {
  const [row] = await read.sql<{ seconds: number }[]>`
    select greatest(0, extract(epoch from now() - f.at))::int as seconds from consumers c cross join lateral (
      select at from feed where tenant_id = ${read.tenantId} and position > c.position order by position limit 1) f
    where c.name = ${FIGURES}`;
  return row?.seconds ?? 0;
}
