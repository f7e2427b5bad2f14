import { amountText } from "../kernel/money-text.ts";
import { MOST_GOODS } from "../order/rules.ts";
import { addWorth, type FileDocument, type Refusal, type Worth } from "./document.ts";
import type { CustomerContent, Heading, RowContent } from "./presets/preset.ts";
import { addRow, type ReadRow, type Reading, readRow } from "./read-rows.ts";
import type { FileRecord } from "./records.ts";

/**
 * Makes one document of its rows. It is booked whole or not at all: half an order would have a wrong total, and the
 * corrected file would contradict it. So one rejected row rejects the rows beside it, each with its own reason.
 */
export function assemble(reading: Reading, records: readonly FileRecord[]): FileDocument {
  const worth: Worth = {};
  for (const [index, record] of records.entries()) addRow(worth, reading, { record, first: index === 0 });
  const rows = records.map((record) => readRow(reading, record));
  const refusals = refusalsOf(rows);
  if (refusals.length > 0) return { state: "refused", refusals, worth };
  const contents = rows.flatMap(({ content }) => ("line" in content ? [content] : []));
  const [first] = contents;
  if (first === undefined) throw new Error("A document without rows");
  const why = whyRefused(first, contents);
  if (why !== undefined) return { state: "refused", refusals: rows.map((row) => refusalOf(row, why)), worth };
  const customer = contents.find(({ heading }) => heading.customer !== null)?.heading.customer ?? null;
  const address = contents.find(({ heading }) => heading.address !== null)?.heading.address ?? null;
  const { channel, number, currency, tags, notes, shipping, discount } = first.heading;
  const at = new Date(Math.min(...contents.map((content) => content.at.getTime()))).toISOString();
  const heading = { channel, number, currency, tags: [...tags], notes, shipping, discount, customer, address, at };
  addWorth(worth, { [currency]: 0 });
  return {
    state: "read",
    content: { kind: first.kind, ...heading, lines: contents.map(({ line }) => line) },
    rows: records.map(({ line, raw }) => ({ line, raw: storable(raw) })),
    worth,
  };
}

/** PostgreSQL stores every character but this one. */
const storable = (raw: string): string => raw.replaceAll("\0", "␀");

const refusalOf = ({ record }: ReadRow, why: { code: string; detail: string }): Refusal => ({
  line: record.line,
  raw: storable(record.raw),
  ...why,
});

function refusalsOf(rows: readonly ReadRow[]): Refusal[] {
  const faulty = rows.find(({ content }) => "code" in content);
  if (faulty === undefined) return [];
  const detail = `Not booked, because line ${faulty.record.line} of the same document was refused.`;
  return rows.map((row) =>
    refusalOf(row, "code" in row.content ? row.content : { code: "document.incomplete", detail }),
  );
}

function whyRefused(first: RowContent, contents: readonly RowContent[]): { code: string; detail: string } | undefined {
  const disagreement = disagreementIn(first, contents);
  if (disagreement !== undefined) return { code: "document.disagrees", detail: disagreement };
  const goods = contents.reduce((sum, { line }) => sum + line.quantity * line.unitPrice, 0);
  if (goods <= MOST_GOODS) return undefined;
  return {
    code: "document.too_large",
    detail: `The rows of this order come to more than an order can: ${amountText(MOST_GOODS, first.heading.currency)}.`,
  };
}

/** What all rows of a document must agree on: amounts of the document are on its first row. */
function disagreementIn(first: RowContent, contents: readonly RowContent[]): string | undefined {
  if (contents.some(({ kind }) => kind !== first.kind)) return "Sales and write-offs stand under one number.";
  const headings = contents.map(({ heading }) => heading);
  const differs = (of: (heading: Heading) => unknown) =>
    new Set(headings.map(of).flatMap((value) => (value === null || value === "" ? [] : [JSON.stringify(value)]))).size >
    1;
  if (differs(({ currency }) => currency)) return "The rows of this order have different currencies.";
  if (differs(({ customer }) => customer && nameOf(customer)))
    return "The rows of this order name different customers.";
  if (differs(({ address }) => address)) return "The rows of this order have different addresses.";
  const amounts = (of: (heading: Heading) => number) =>
    headings.some((each) => of(each) !== 0 && of(each) !== of(first.heading));
  if (amounts(({ shipping }) => shipping)) return "The rows of this order have different shipping totals.";
  if (amounts(({ discount }) => discount)) return "The rows of this order have different discounts.";
  return undefined;
}

const nameOf = (customer: CustomerContent): string =>
  customer.reference ?? customer.email ?? `${customer.name ?? ""} ${customer.phone ?? ""}`;
