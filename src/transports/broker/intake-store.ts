import type { Sql } from "postgres";
import { asTenantId, type TenantId } from "#core/kernel/ids.ts";
import type { Types } from "#core/kernel/tx.ts";

export async function tenantsBySlug(sql: Sql<Types>, slugs: readonly string[]): Promise<Map<string, TenantId>> {
  if (slugs.length === 0) return new Map();
  const rows = await sql<{ id: string; slug: string }[]>`
    select id, slug from tenants where slug = any(${[...slugs]}::text[])`;
  return new Map(rows.map(({ id, slug }) => [slug, asTenantId(id)]));
}

/** The only tenant; undefined when there are more, or none. */
export async function onlyTenant(sql: Sql<Types>): Promise<TenantId | undefined> {
  const [first, ...more] = await sql<{ id: string }[]>`select id from tenants limit 2`;
  return first === undefined || more.length > 0 ? undefined : asTenantId(first.id);
}
