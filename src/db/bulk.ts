import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export type Row = Readonly<Record<string, unknown>>;

/** One statement for any number of rows: they travel as one JSON parameter. Keys are column names; all rows have the same. */
export function insertRows(sql: Sql<Types>, table: string, rows: readonly Row[]) {
  const columns = Object.keys(rows[0] ?? {});
  return sql`
    insert into ${sql(table)} (${sql(columns)})
    select ${sql(columns)} from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json)`;
}
