import { RELAY_LOCK } from "#core/events/relay.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Tx } from "#core/kernel/tx.ts";
import { orderNumbers } from "#core/orders/place-store.ts";
import { insertRows, type Row } from "#db/bulk.ts";

/** Large tables are inserted in chunks, so that no statement exceeds a few megabytes. */
const PART = 2000;

export async function insertTables(tx: Tx, tables: ReadonlyMap<string, readonly Row[]>): Promise<void> {
  for (const [table, rows] of tables) {
    for (let from = 0; from < rows.length; from += PART) await insertRows(tx.sql, table, rows.slice(from, from + PART));
  }
}

export async function insertTenant(
  tx: Tx,
  tenant: { slug: string; name: string; since: Date; firstNumber: number },
): Promise<void> {
  await tx.sql`
    insert into tenants (id, slug, name, currency, locale, time_zone, created_at)
    values (${tx.tenantId}, ${tenant.slug}, ${tenant.name}, 'GBP', 'en-GB', 'Europe/London', ${tenant.since})`;
  await tx.sql`create sequence ${tx.sql(orderNumbers(tx.tenantId))}`;
  await tx.sql`select setval(${orderNumbers(tx.tenantId)}::text::regclass, ${tenant.firstNumber}::bigint, false)`;
}

/**
 * Past events count as consumed: they get their feed positions, and consumers that had read all before continue after
 * them. The relay is locked meanwhile, so that no other event commits in between.
 */
export async function fillFeed(tx: Tx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(${RELAY_LOCK})`;
  const [before] = await tx.sql<{ head: number }[]>`
    select coalesce(max(position), 0) as head from feed -- every tenant_id: one line of positions for all`;
  await tx.sql`
    insert into feed (position, tenant_id, n, channel_id)
    select nextval('feed_positions'), e.tenant_id, e.n, e.channel_id
    from (
      select e.tenant_id, e.n, o.channel_id from events e
      left join orders o on e.subject_type = 'order' and o.tenant_id = e.tenant_id and o.id = e.subject_id
      where e.tenant_id = ${tx.tenantId} order by e.n
    ) e`;
  await tx.sql`select link_events(array(select n from events where tenant_id = ${tx.tenantId}))`;
  await tx.sql`
    update consumers set position = (select max(position) from feed) -- every tenant_id: a consumer serves all
    where position >= ${before?.head ?? 0}`;
}

export async function isSeeded(tx: { sql: Tx["sql"] }, slug: string): Promise<TenantId | undefined> {
  const [row] = await tx.sql<{ id: TenantId }[]>`select id from tenants where slug = ${slug}`;
  return row?.id;
}
