import type { Hub } from "#core/runtime/hub.ts";

/** A hash of a tenant's rows in each table that has a tenant, without the tables named. */
export async function tablesOf(
  hub: Hub,
  tenantId: string,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const { sql } = hub.db;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns join pg_class on relname = table_name
    where table_schema = 'public' and column_name = 'tenant_id' and not relispartition order by 1`;
  const hashes: Record<string, string> = {};
  for (const { name } of tables.filter((each) => !except.includes(each.name))) {
    const [row] = await sql<{ hash: string }[]>`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as hash
      from ${sql(name)} t where tenant_id = ${tenantId}`;
    hashes[name] = row?.hash ?? "";
  }
  return hashes;
}
