import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export type Row = Readonly<Record<string, unknown>>;

/** One statement for any number of rows, sent as one JSON parameter. Keys are column names, the same in all rows. */
export function insertRows(sql: Sql<Types>, table: string, rows: readonly Row[]) {
  const columns = Object.keys(rows[0] ?? {});
  return sql`
    insert into ${sql(table)} (${sql(columns)})
    select ${sql(columns)} from json_populate_recordset(null::${sql(table)}, ${JSON.stringify(rows)}::text::json)`;
}

type Insert = readonly [table: string, rows: readonly Row[]];

export interface Ending {
  /** Its parameters come first. */
  readonly text: string;
  readonly values: readonly (string | readonly (string | number)[])[];
}

const NOTHING: Ending = { text: "select", values: [] };

/** Cached by table, columns and ending, which are few: composing the text takes longer than sending it. */
const texts = new Map<string, string>();

/** Rows of several tables in one statement, with `last` as its end. Tables without rows are left out. */
export function insertTables(sql: Sql<Types>, inserts: readonly Insert[], last: Ending = NOTHING) {
  const filled = inserts.flatMap(([table, rows]) => {
    const [first] = rows;
    return first === undefined ? [] : [{ table, columns: Object.keys(first), rows: JSON.stringify(rows) }];
  });
  const shape = filled.map(({ table, columns }) => `${table}(${columns.join()})`).join() + last.text;
  const text = texts.get(shape) ?? textOf(filled, last);
  texts.set(shape, text);
  const values = [
    ...last.values.map((value) => (typeof value === "string" ? value : [...value])),
    ...filled.map(({ rows }) => rows),
  ];
  return sql.unsafe(text, values, { prepare: true });
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function textOf(inserts: readonly { table: string; columns: readonly string[] }[], last: Ending): string {
  const parts = inserts.map(({ table, columns }, index) => {
    const names = columns.map(quoted).join(", ");
    const rows = `json_populate_recordset(null::${quoted(table)}, $${last.values.length + index + 1}::text::json)`;
    return `${quoted(`new_${table}`)} as (insert into ${quoted(table)} (${names}) select ${names} from ${rows})`;
  });
  return parts.length === 0 ? last.text : `with ${parts.join(", ")} ${last.text}`;
}
