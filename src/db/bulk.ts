import type { Fragment, Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export type Row = Readonly<Record<string, unknown>>;

/** One statement for any number of rows: they travel as one JSON parameter. Keys are column names; all rows have the same. */
export function insertRows(sql: Sql<Types>, table: string, rows: readonly Row[]) {
  const columns = Object.keys(rows[0] ?? {});
  return sql`
    insert into ${sql(table)} (${sql(columns)})
    select ${sql(columns)} from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json)`;
}

type Insert = readonly [table: string, rows: readonly Row[]];

/** Rows of several tables in one statement, with `last` as its end. Tables without rows are left out. */
export function insertTables(sql: Sql<Types>, inserts: readonly Insert[], last: Fragment) {
  const parts = inserts
    .filter(([, rows]) => rows.length > 0)
    .map(
      ([table, rows], index) =>
        sql`${index === 0 ? sql`with` : sql`,`} ${sql(`new_${table}`)} as (${insertRows(sql, table, rows)})`,
    );
  return parts.length === 0 ? last : sql`${parts} ${last}`;
}
