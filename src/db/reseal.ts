import { readdir } from "node:fs/promises";
import { getTableConfig, type PgColumn } from "drizzle-orm/pg-core";
import type { Sql } from "postgres";
import { looksSealed, type Sealer } from "#core/kernel/sealing.ts";
import type { Types } from "#core/kernel/tx.ts";
import { sealedColumns } from "./schema/sealed.ts";

/** Every column that the schema declares as sealed. */
export async function allSealedColumns(): Promise<readonly PgColumn[]> {
  const folder = new URL("schema/", import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  await Promise.all(files.map((name) => import(new URL(name, folder).href)));
  return [...sealedColumns];
}

export interface Resealed {
  /** Texts that were sealed with a secret before the current one. */
  resealed: number;
  /** Texts that none of our secrets opens. */
  unreadable: number;
}

const BATCH = 500;
/** Advisory lock key: any number that nothing else in the database uses. */
const LOCK = 7_236_158_403;

interface Row {
  readonly key: string[];
  readonly value: unknown;
}

/** Runs `work` while no other process does. `sql` has one connection, which holds the lock. */
export async function aloneResealing<T>(sql: Sql<Types>, work: () => Promise<T>): Promise<T | undefined> {
  const [taken] = await sql<{ mine: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as mine`;
  if (taken?.mine !== true) return undefined;
  try {
    return await work();
  } finally {
    await sql`select pg_advisory_unlock(${LOCK})`;
  }
}

/**
 * Seals what a column holds with the current secret, in batches by primary key. A row that somebody changes meanwhile
 * is left alone: it was written with the secret that its writer had, and the next pass sees it.
 */
export async function resealColumn(sql: Sql<Types>, column: PgColumn, sealer: Sealer): Promise<Resealed> {
  const total: Resealed = { resealed: 0, unreadable: 0 };
  let last: readonly string[] | undefined;
  for (;;) {
    const rows = await rowsAfter(sql, column, last);
    for (const row of rows) {
      const found: Resealed = { resealed: 0, unreadable: 0 };
      const value = resealedIn(row.value, sealer, found);
      total.unreadable += found.unreadable;
      if (found.resealed > 0 && (await replaced(sql, column, { ...row, next: value })))
        total.resealed += found.resealed;
    }
    if (rows.length < BATCH) return total;
    last = rows.at(-1)?.key;
  }
}

/** How many texts are sealed with a secret before the current one. */
export async function staleIn(sql: Sql<Types>, column: PgColumn, sealer: Sealer): Promise<number> {
  const total: Resealed = { resealed: 0, unreadable: 0 };
  let last: readonly string[] | undefined;
  for (;;) {
    const rows = await rowsAfter(sql, column, last);
    for (const { value } of rows) resealedIn(value, sealer, total);
    if (rows.length < BATCH) return total.resealed;
    last = rows.at(-1)?.key;
  }
}

async function rowsAfter(sql: Sql<Types>, column: PgColumn, last: readonly string[] | undefined): Promise<Row[]> {
  const { table, key } = placeOf(sql, column);
  const beyond = last === undefined ? sql`` : sql`and ${key} > ${[...last]}::text[]`;
  return sql<Row[]>`
    select ${key} as key, ${sql(column.name)} as value from ${sql(table)}
    where ${sql(column.name)} is not null ${beyond} order by ${key} limit ${BATCH}`;
}

async function replaced(sql: Sql<Types>, column: PgColumn, row: Row & { readonly next: unknown }): Promise<boolean> {
  const { table, keys } = placeOf(sql, column);
  const isRow = keys
    .map((each, index) => sql`${sql(each.name)} = ${row.key[index] ?? ""}::text::${sql.unsafe(each.getSQLType())}`)
    .reduce((all, each) => sql`${all} and ${each}`);
  const as = sql.unsafe(`text::${column.getSQLType()}`);
  const { count } = await sql`
    update ${sql(table)} set ${sql(column.name)} = ${textOf(row.next)}::${as}
    where ${isRow} and ${sql(column.name)} = ${textOf(row.value)}::${as}`;
  return count > 0;
}

function placeOf(sql: Sql<Types>, column: PgColumn) {
  const { name, columns, primaryKeys } = getTableConfig(column.table);
  const named = new Set(primaryKeys[0]?.columns.map((each) => each.name));
  const keys = columns.filter((each) => each.primary || named.has(each.name));
  return { table: name, keys, key: sql.unsafe(`array[${keys.map((each) => `"${each.name}"::text`).join(", ")}]`) };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The same value with every sealed text in it sealed anew, and a count of those in `found`. */
function resealedIn(value: unknown, sealer: Sealer, found: Resealed): unknown {
  if (Array.isArray(value)) return value.map((each) => resealedIn(each, sealer, found));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resealedIn(each, sealer, found)]));
  if (typeof value !== "string" || !looksSealed(value) || sealer.isCurrent(value)) return value;
  let text: string;
  try {
    text = sealer.open(value);
  } catch {
    found.unreadable += 1;
    return value;
  }
  found.resealed += 1;
  return sealer.seal(text);
}
