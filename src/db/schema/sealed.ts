import type { PgColumn } from "drizzle-orm/pg-core";

const columns = new Set<PgColumn>();

/** Declares columns that hold sealed texts, alone or within JSON: a rotation of the secrets seals them again. */
export function sealed(...given: readonly PgColumn[]): void {
  for (const column of given) columns.add(column);
}

/** Those of the schema files that are loaded. */
export const sealedColumns: ReadonlySet<PgColumn> = columns;
