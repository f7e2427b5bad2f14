import type { AuditEntry } from "../audit/entry-schemas.ts";
import { scanEntries } from "../audit/entry-store.ts";
import { entryOf } from "../audit/list-entries.ts";
import { listProducts } from "../catalog/list-store.ts";
import { viewOf as productView } from "../catalog/record.ts";
import { viewOf as customerView } from "../customers/record.ts";
import { listCustomers } from "../customers/store.ts";
import { viewOf as levelView } from "../inventory/level.ts";
import { listLevels } from "../inventory/store.ts";
import type { Scope } from "../kernel/actor.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read } from "../kernel/tx.ts";
import { linesIn, summaryOf } from "../order/record.ts";
import { readOrderPage } from "../orders/list-store.ts";
import {
  auditColumns,
  type Column,
  customerColumns,
  lineColumns,
  orderColumns,
  productColumns,
  stockColumns,
} from "./columns.ts";
import { type Style, writer } from "./format.ts";
import type { ExportSubject } from "./schemas.ts";
import { exportFilters } from "./schemas.ts";

/** A chunk of the file, and where the next one begins; without `next` it was the last. */
interface Piece {
  readonly rows: number;
  readonly text: string;
  readonly next: Keyset | undefined;
}

export interface Wanted extends Style {
  readonly filters: unknown;
  readonly columns: readonly string[];
}

export interface Subject {
  /** The scope needed to start or download the export. */
  readonly scope: Scope;
  readonly open: (wanted: Wanted) => { head: string; read: (read: Read, after: Keyset | undefined) => Promise<Piece> };
}

interface Source<F, T, R> {
  readonly scope: Scope;
  readonly filters: { parse(value: unknown): F };
  readonly columns: Readonly<Record<string, Column<R>>>;
  /** Approximate rows per chunk. */
  readonly limit: number;
  /** One row more than the limit, to detect the end. */
  readonly page: (read: Read, filters: F, page: { after: Keyset | undefined; limit: number }) => Promise<T[]>;
  readonly rowsOf: (record: T) => R[];
  readonly keysetOf: (record: T, filters: F) => Keyset;
}

/** Its pages scan so many events at most, and so may be short before the end. */
const audit: Subject = {
  scope: "audit:read",
  open(wanted) {
    const filters = exportFilters.audit.parse(wanted.filters);
    const { head, rows } = writer<AuditEntry>(wanted, chosenOf(auditColumns, wanted.columns));
    return {
      head,
      async read(read, after) {
        const limit = 1000;
        const found = await scanEntries(read, { ...filters, limit }, after?.[1]);
        const entries = found.rows.slice(0, limit).map(entryOf);
        const last = found.rows.length > limit ? entries.at(-1)?.id : found.scanned;
        return { rows: entries.length, text: rows(entries), next: last ? ["", last] : undefined };
      },
    };
  },
};

function chosenOf<R>(columns: Readonly<Record<string, Column<R>>>, names: readonly string[]) {
  return names.flatMap((name) => {
    const column = columns[name];
    return column === undefined ? [] : [[name, column] as const];
  });
}

function subject<F, T, R>(source: Source<F, T, R>): Subject {
  const { scope, columns, limit } = source;
  return {
    scope,
    open(wanted) {
      const filters = source.filters.parse(wanted.filters);
      const { head, rows } = writer<R>(wanted, chosenOf(columns, wanted.columns));
      return {
        head,
        async read(read, after) {
          const found = await source.page(read, filters, { after, limit });
          const records = found.slice(0, limit);
          const last = records.at(-1);
          const flat = records.flatMap(source.rowsOf);
          const next = found.length > limit && last !== undefined ? source.keysetOf(last, filters) : undefined;
          return { rows: flat.length, text: rows(flat), next };
        },
      };
    },
  };
}

type OrderFilters = Parameters<typeof readOrderPage>[1];
type ListedOrder = Awaited<ReturnType<typeof readOrderPage>>[number];

const fullOrder = (order: ListedOrder) => ({ ...summaryOf(order), lines: linesIn(order) });

/** Pages of orders, whatever a row is. */
const orderPages = {
  scope: "orders:read",
  limit: 200,
  page: (read: Read, filters: OrderFilters, { after, limit }: { after: Keyset | undefined; limit: number }) =>
    readOrderPage(read, filters, { after, limit: limit + 1, now: new Date() }),
  keysetOf: ({ placedAt, id }: ListedOrder): Keyset => [new Date(placedAt).toISOString(), id],
} as const;

export const subjects: Readonly<Record<ExportSubject, Subject>> = {
  audit,
  orders: subject({
    ...orderPages,
    filters: exportFilters.orders,
    columns: orderColumns,
    rowsOf: (order) => [fullOrder(order)],
  }),
  order_lines: subject({
    ...orderPages,
    filters: exportFilters.order_lines,
    columns: lineColumns,
    rowsOf: (listed) => {
      const order = fullOrder(listed);
      return order.lines.map((line, at) => ({ order, line, first: at === 0 }));
    },
  }),
  products: subject({
    scope: "products:read",
    filters: exportFilters.products,
    columns: productColumns,
    limit: 200,
    page: (read, filters, { after, limit }) => listProducts(read, { ...filters, limit, cursor: undefined }, after),
    rowsOf: (product) => product.variants.map((variant) => ({ ...productView(product), variant })),
    keysetOf: ({ title, createdAt, id }, { sort }) => [sort === "title" ? title : createdAt.toISOString(), id],
  }),
  customers: subject({
    scope: "customers:read",
    filters: exportFilters.customers,
    columns: customerColumns,
    limit: 200,
    page: (read, filters, { after, limit }) => listCustomers(read, { ...filters, limit, cursor: undefined }, after),
    rowsOf: (customer) => [customerView(customer)],
    keysetOf: ({ createdAt, id }) => [createdAt.toISOString(), id],
  }),
  stock: subject({
    scope: "inventory:read",
    filters: exportFilters.stock,
    columns: stockColumns,
    limit: 200,
    page: (read, filters, { after, limit }) => listLevels(read, { ...filters, limit, cursor: undefined }, after),
    rowsOf: (level) => [levelView(level)],
    keysetOf: ({ sku, id }) => [sku, id],
  }),
};
