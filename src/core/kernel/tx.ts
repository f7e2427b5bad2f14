import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import type { TenantId } from "./ids.ts";

export type Orm = PgDatabase<PostgresJsQueryResultHKT>;

/** Reads one tenant's rows: `sql` for set-based statements (prepared), `orm` for simple ones. */
export interface Read {
  readonly tenantId: TenantId;
  readonly sql: Sql<Types>;
  readonly orm: Orm;
}

/** The same inside a transaction that may write. Only `execute` creates these. */
export interface Tx extends Read {
  readonly writable: true;
}

/** `bigint` columns arrive as numbers; the client rejects any beyond the safe integer range. */
export interface Types extends Record<string, unknown> {
  int8: number;
}
