import type { Database } from "#db/client.ts";

/** A fingerprint of every row of the tenant, by one statement: any change results in another text. */
export async function fingerprints(db: Database, tenantId: string): Promise<() => Promise<string>> {
  const tables = await db.sql<{ name: string }[]>`
    select c.relname as name
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
    order by c.relname`;
  const statement = tables
    .map(
      ({ name }) =>
        `select '${name} ' || count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) as line from "${name}" where tenant_id = $1`,
    )
    .join(" union all ");
  return async () => {
    const rows = await db.sql.unsafe<{ line: string }[]>(statement, [tenantId], { prepare: true });
    return rows
      .map(({ line }) => line)
      .toSorted()
      .join("\n");
  };
}
