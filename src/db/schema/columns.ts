import { type SQL, sql } from "drizzle-orm";
import { bigint, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Amounts are integers in the currency's minor unit, within the safe integer range. */
export const minor = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const tenantId = () => uuid("tenant_id").notNull();

export const ident = () => uuid("id").notNull();

export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** Words for the full-text search, without accents: `Café` is found by `cafe`. Ask with `to_tsquery('simple', …)`. */
export const searchable = (text: SQL) =>
  sql`to_tsvector('simple', regexp_replace(normalize(${text}, nfkd), '[\\u0300-\\u036f]', '', 'g'))`;
