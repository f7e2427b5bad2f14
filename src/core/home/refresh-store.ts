import type { Sql } from "postgres";
import type { Tx, Types } from "../kernel/tx.ts";
import { countOrders, keepActivities, lockFigures, type OrderName } from "./figures-store.ts";
import { FIGURES, isActivity } from "./rules.ts";

const PORTION = 1000;

interface Figures {
  readonly tenantId: string;
  readonly currency: string;
}

/**
 * Tenants whose figures are missing or in another currency than the tenant's. Only once the consumer has a cursor:
 * earlier orders are backfilled, and later ones reach the consumer.
 */
export const tenantsToBegin = (sql: Sql<Types>) => sql<Figures[]>`
  select t.id as "tenantId", t.currency from tenants t -- every tenant_id: one job refreshes all
  where not exists (select from home_states s where s.tenant_id = t.id and s.currency = t.currency)
    and exists (select from consumers where name = ${FIGURES}) order by t.id`;

export const tenantsToRefresh = (sql: Sql<Types>, since: Date) => sql<{ tenantId: string }[]>`
  select tenant_id as "tenantId" from home_states -- every tenant_id: one job refreshes all
  where not filled or articles_since < ${since} order by tenant_id`;

/** Deletes a tenant's figures: from here on its events are not counted, and Home reads the orders. */
export const endFigures = (sql: Sql<Types>, tenantId: string) =>
  sql`delete from home_states where tenant_id = ${tenantId}`;

/** Deletes leftovers of ended figures, in portions with short locks. */
export async function clearFigures(sql: Sql<Types>, tenantId: string): Promise<void> {
  for (let rows = PORTION; rows === PORTION;) {
    const { count } = await sql`
      delete from home_orders where tenant_id = ${tenantId} and order_id in (
        select order_id from home_orders where tenant_id = ${tenantId} limit ${PORTION})`;
    rows = count;
  }
  await sql`delete from home_quarters where tenant_id = ${tenantId}`;
  await sql`delete from home_articles where tenant_id = ${tenantId}`;
  await sql`delete from home_activities where tenant_id = ${tenantId}`;
}

/** From its commit on, events are counted; the backfill that follows adds earlier orders. */
export async function beginFigures(sql: Sql<Types>, { tenantId, currency }: Figures, since: Date): Promise<void> {
  await sql`
    insert into home_states (tenant_id, currency, articles_since) values (${tenantId}, ${currency}, ${since})
    on conflict do nothing`;
  const newest = await sql<{ id: string; type: string; actor: { type: string; id: string } }[]>`
    select id, type, json_build_object('type', actor_type, 'id', actor_id) as actor from events
    where tenant_id = ${tenantId} order by id desc limit ${PORTION}`;
  const told = newest.filter(isActivity).map(({ id }) => ({ tenantId, id }));
  if (told.length > 0) await keepActivities(sql, told);
}

/** A keyset position after every order. */
const NEWEST = { at: "infinity", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** Counts the next older orders. False when there are no more. */
export async function walkOrders(tx: Tx, floor: Date): Promise<boolean> {
  const { sql, tenantId } = tx;
  await lockFigures(sql, [tenantId]);
  const [state] = await sql<{ at: string | null; id: string | null }[]>`
    select walked_to::text as at, walked_to_id as id from home_states where tenant_id = ${tenantId} and not filled`;
  if (state === undefined) return false;
  const orders = await sql<(OrderName & { at: string })[]>`
    select tenant_id as "tenantId", id, placed_at::text as at from orders
    where tenant_id = ${tenantId} and placed_at >= ${floor}
      and (placed_at, id) < (${state.at ?? NEWEST.at}::text::timestamptz, ${state.id ?? NEWEST.id}::uuid)
    order by placed_at desc nulls last, id desc nulls last limit ${PORTION}`;
  if (orders.length > 0) await countOrders(sql, orders, floor);
  const last = orders.at(-1) ?? NEWEST;
  const more = orders.length === PORTION;
  await sql`
    update home_states set filled = ${!more}, walked_to = ${last.at}::text::timestamptz, walked_to_id = ${last.id}::uuid
    where tenant_id = ${tenantId}`;
  return more;
}

/** Subtracts the oldest hour from the last seven days. False when no hour has expired. */
export async function rollArticles(tx: Tx, since: Date): Promise<boolean> {
  const { sql, tenantId } = tx;
  await lockFigures(sql, [tenantId]);
  const [hour] = await sql<{ from: Date; to: Date }[]>`
    select articles_since as from, least(articles_since + interval '1 hour', ${since}::timestamptz) as to
    from home_states where tenant_id = ${tenantId} and articles_since < ${since}`;
  if (hour === undefined) return false;
  await sql`
    update home_articles a set units = a.units - s.units, sales = a.sales - s.sales
    from (
      select l.sku, sum(l.units) as units, sum(l.sales) as sales
      from home_orders h cross join lateral jsonb_to_recordset(h.lines) as l(sku text, units int, sales bigint)
      where h.tenant_id = ${tenantId} and h.placed_at >= ${hour.from} and h.placed_at < ${hour.to} group by l.sku
    ) s
    where a.tenant_id = ${tenantId} and a.sku = s.sku`;
  await sql`delete from home_articles where tenant_id = ${tenantId} and units = 0 and sales = 0`;
  await sql`update home_states set articles_since = ${hour.to} where tenant_id = ${tenantId}`;
  return true;
}

/** Returns how many rows were deleted; 0: there are no more. */
export async function forgetOld(sql: Sql<Types>, before: Date): Promise<number> {
  await sql`delete from home_quarters where at < ${before} -- every tenant_id: all forget alike`;
  const { count } = await sql`
    delete from home_orders h using (
      select s.tenant_id, o.order_id from home_states s cross join lateral (
        select order_id from home_orders where tenant_id = s.tenant_id and placed_at < ${before} limit ${PORTION}) o
      limit ${PORTION}) old -- every tenant_id: all forget alike
    where h.tenant_id = old.tenant_id and h.order_id = old.order_id`;
  return count;
}
