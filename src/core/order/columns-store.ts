import { getTableColumns } from "drizzle-orm";
import { orders } from "#db/schema/orders.ts";

type Row = typeof orders.$inferSelect;
type Stored<T> = T extends Date ? string | Date : T;

/** Not part of the order record: tenant, channel key, creation time, and search words. */
const apart = ["tenantId", "channelId", "createdAt", "search", "searchVersion"] as const;
/** Written on insert and never updated. */
const fixed = ["id", "number", "externalId", "payloadHash", "imported", "currency", "taxMode"] as const;

/** The table's columns under the record's names: a column added to the table is read and written from then on. */
export type OrderColumns = { [K in Exclude<keyof Row, (typeof apart)[number]>]: Stored<Row[K]> };
export type FixedColumn = (typeof fixed)[number];

interface OrderColumn {
  readonly name: keyof OrderColumns;
  readonly column: string;
  readonly type: string;
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => names.some((one) => one === name);

const table = getTableColumns(orders);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of an object literal
export const orderColumns: readonly OrderColumn[] = (Object.keys(table) as (keyof typeof table)[]).flatMap((name) =>
  isOneOf(apart, name) ? [] : [{ name, column: table[name].name, type: table[name].getSQLType() }],
);

export const changingColumns = orderColumns.filter(({ name }) => !isOneOf(fixed, name));
