import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, customType, numeric, smallint, timestamp, uuid } from "drizzle-orm/pg-core";

/** Amounts are integers in the currency's minor unit, within the safe integer range. */
export const minor = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const tenantId = () => uuid("tenant_id").notNull();

export const ident = () => uuid("id").notNull();

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** Search words of a row, made by `core/kernel/search.ts`, and the version that made them; 0: not yet indexed. */
export const searchColumns = () => ({
  search: tsvector("search"),
  searchVersion: smallint("search_version").notNull().default(0),
});

/** Rows to reindex: written by an older version of the program. */
export const unindexed = (version: AnyPgColumn) => sql`${version} < 1`;
/** A sum of amounts of any number of orders: no integer type holds all of them. */
export const minorSum = (name: string) => numeric(name, { precision: 30, scale: 0 }).notNull().default("0");
