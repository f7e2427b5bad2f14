import { decimalsOf } from "#core/kernel/currencies.ts";
import { parseJson } from "#core/kernel/json.ts";
import { orderStatuses, paymentStatuses } from "#features/orders/statuses.ts";
import type { Inputs } from "#features/trpc/client.ts";
import type { RawList } from "./read-list.ts";
import type { Compares } from "./reconciliation-params.ts";

type Start = Inputs["reconciliation"]["start"];
type TheirOrder = NonNullable<Start["orders"]>[number];
type TheirStock = NonNullable<Start["stock"]>[number];

export const fieldsOf = {
  orders: ["externalId", "status", "paymentStatus", "total", "currency", "order"],
  stock: ["sku", "location", "onHand", "available"],
} as const satisfies Record<Compares, readonly string[]>;
export type ListField = (typeof fieldsOf)[Compares][number];
/** The column of each field; absent without one. */
export type Columns = Partial<Record<ListField, string>>;
export type Amounts = "major" | "minor";

export type Problem = {
  code: "key_missing" | "twice" | "number" | "nothing" | "location" | "json";
  row: number;
  field: ListField;
  value: string;
};
export type TheirRows = {
  orders: TheirOrder[];
  stock: TheirStock[];
  problems: Problem[];
  /** Values that are none of our statuses, with their row counts. */
  unknown: { values: string[]; count: number };
};

const aliases: Readonly<Record<ListField, readonly string[]>> = {
  externalId: ["externalid", "orderid", "ordernumber", "orderno", "order", "number", "reference", "name", "id"],
  status: ["status", "orderstatus", "state", "fulfillmentstatus"],
  paymentStatus: ["paymentstatus", "payment", "financialstatus", "paid"],
  total: ["total", "totalprice", "amount", "grandtotal", "sum"],
  currency: ["currency", "currencycode"],
  order: ["order", "body", "payload"],
  sku: ["sku", "article", "articlenumber", "item", "product", "productcode"],
  location: ["location", "warehouse", "store", "place"],
  onHand: ["onhand", "quantity", "qty", "stock", "count", "inventory"],
  available: ["available", "sellable", "free"],
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, "");

/** The detected columns of a list. No column is used twice. */
export function guessColumns(compares: Compares, list: RawList): Columns {
  const taken = new Set<string>();
  const found: Columns = {};
  const whole = list.columns.find((name) => list.rows.some((row) => typeof row[name] === "object" && row[name]));
  if (compares === "orders" && whole !== undefined) {
    found.order = whole;
    taken.add(whole);
  }
  for (const field of fieldsOf[compares]) {
    if (field === "order") continue;
    const column = aliases[field]
      .map((alias) => list.columns.find((name) => plain(name) === alias && !taken.has(name)))
      .find((name) => name !== undefined);
    if (column === undefined) continue;
    found[field] = column;
    taken.add(column);
  }
  return found;
}

const text = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";

/** Amounts with a decimal separator are in major units; without one they are taken as minor units, as in APIs. */
export function guessAmounts(list: RawList, { total }: Columns): Amounts {
  if (total === undefined) return "minor";
  return list.rows.some((row) => /[.,]\d{1,3}$/.test(text(row[total]))) ? "major" : "minor";
}

type Options = { columns: Columns; amounts: Amounts; currency: string; location: string | null };

/** A list in the server's format, and its invalid rows. */
export function theirRows(compares: Compares, list: RawList, options: Options): TheirRows {
  const made: TheirRows = { orders: [], stock: [], problems: [], unknown: { values: [], count: 0 } };
  const seen = new Set<string>();
  list.rows.forEach((raw, index) => {
    const reader = new RowReader(raw, index + 1, options.columns);
    if (compares === "orders") readOrder(reader, made, options);
    else readStock(reader, made, options);
    const key = keyOf(compares, made, reader);
    if (key === null) return;
    if (seen.has(key)) made.problems.push(reader.problem("twice", compares === "orders" ? "externalId" : "sku"));
    seen.add(key);
  });
  return made;
}

/** Of the current row; null when it has none. */
function keyOf(compares: Compares, made: TheirRows, reader: RowReader): string | null {
  if (compares === "orders") return reader.value("externalId") || null;
  const last = made.stock.at(-1);
  return reader.value("sku") === "" || last === undefined ? null : `${last.location ?? ""} ${last.sku}`;
}

class RowReader {
  readonly #raw: RawList["rows"][number];
  readonly #row: number;
  readonly #columns: Columns;

  constructor(raw: RawList["rows"][number], row: number, columns: Columns) {
    this.#raw = raw;
    this.#row = row;
    this.#columns = columns;
  }

  raw(field: ListField): unknown {
    const column = this.#columns[field];
    return column === undefined ? undefined : this.#raw[column];
  }

  value(field: ListField): string {
    return text(this.raw(field));
  }

  problem(code: Problem["code"], field: ListField): Problem {
    return { code, row: this.#row, field, value: this.value(field) };
  }
}

function readOrder(reader: RowReader, made: TheirRows, { amounts, currency: usual }: Options): void {
  const externalId = reader.value("externalId");
  if (externalId === "") made.problems.push(reader.problem("key_missing", "externalId"));
  const order: TheirOrder = { externalId };
  const [status, paymentStatus] = [statusIn(reader, made, "status"), statusIn(reader, made, "paymentStatus")];
  if (status !== undefined) order.status = status;
  if (paymentStatus !== undefined) order.paymentStatus = paymentStatus;
  const currency = reader.value("currency").toUpperCase();
  if (/^[A-Z]{3}$/.test(currency)) order.currency = currency;
  const total = reader.value("total");
  if (total !== "") {
    const minor = minorOf(total, amounts, order.currency ?? usual);
    if (minor === null) made.problems.push(reader.problem("number", "total"));
    else order.total = minor;
  }
  const whole = wholeOrder(reader.raw("order"));
  if (whole === null) made.problems.push(reader.problem("json", "order"));
  else if (whole !== undefined) order.order = whole;
  made.orders.push(order);
}

const names = { status: orderStatuses, paymentStatus: paymentStatuses };

function statusIn<F extends "status" | "paymentStatus">(
  reader: RowReader,
  made: TheirRows,
  field: F,
): (typeof names)[F][number] | undefined {
  const value = reader.value(field);
  if (value === "") return undefined;
  const word = value.toLowerCase().replaceAll(/[\s-]+/g, "_");
  const known = names[field].find((name) => name === word);
  if (known !== undefined) return known;
  if (!made.unknown.values.includes(value)) made.unknown.values.push(value);
  made.unknown.count += 1;
  return undefined;
}

/** Undefined: there is none; null: it is not JSON. */
function wholeOrder(value: unknown): TheirOrder["order"] | null {
  if (value === undefined || value === null || value === "") return undefined;
  let parsed: unknown = value;
  if (typeof value === "string") {
    try {
      parsed = parseJson(value);
    } catch {
      return null;
    }
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server validates it by its own schema
  return parsed as TheirOrder["order"];
}

function readStock(reader: RowReader, made: TheirRows, { location: usual }: Options): void {
  const row: TheirStock = { sku: reader.value("sku") };
  if (row.sku === "") made.problems.push(reader.problem("key_missing", "sku"));
  const location = reader.value("location");
  if (location !== "") row.location = location;
  else if (usual === null) made.problems.push(reader.problem("location", "location"));
  for (const field of ["onHand", "available"] as const) {
    const value = reader.value(field);
    if (value === "") continue;
    if ((field === "onHand" ? /^\d{1,9}$/ : /^-?\d{1,9}$/).test(value)) row[field] = Number(value);
    else made.problems.push(reader.problem("number", field));
  }
  if (reader.value("onHand") === "" && reader.value("available") === "")
    made.problems.push(reader.problem("nothing", "onHand"));
  made.stock.push(row);
}

/** Parses "1,234.50", "1.234,50" and "1234.5". Never uses a float. */
export function minorOf(value: string, amounts: Amounts, currency: string): number | null {
  if (amounts === "minor") return /^-?\d{1,15}$/.test(value) ? Number(value) : null;
  const match = /^(-?)([\d.,' ]*?)(?:[.,](\d{1,3}))?$/.exec(value);
  const [, sign = "", grouped = "", fraction = ""] = match ?? [];
  const [whole, digits] = [grouped.replaceAll(/[.,' ]/g, ""), decimalsOf(currency)];
  if (match === null || `${whole}${fraction}` === "" || fraction.length > digits || whole.length > 12) return null;
  return Number(`${sign}${whole}${fraction.padEnd(digits, "0")}`);
}
