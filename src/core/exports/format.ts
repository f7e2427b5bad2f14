import { wallText } from "../kernel/civil-time.ts";
import { csvCell } from "../kernel/csv.ts";
import type { Cell, Column } from "./columns.ts";
import type { ExportFormat } from "./schemas.ts";

/** How a file begins, and how each row is written. */
export interface Format {
  readonly contentType: string;
  readonly head: (names: readonly string[]) => string;
  readonly row: (names: readonly string[], cells: readonly Cell[], timeZone: string) => string;
}

/** RFC 4180 in UTF-8, with a header: for spreadsheets. */
const csv: Format = {
  contentType: "text/csv; charset=utf-8; header=present",
  head: (names) => `${names.map(csvCell).join(",")}\r\n`,
  row: (_, cells, timeZone) => `${cells.map((cell) => cellText(cell, timeZone)).join(",")}\r\n`,
};

/** One JSON object a line, instants in ISO 8601: for programs. */
const ndjson: Format = {
  contentType: "application/x-ndjson; charset=utf-8",
  head: () => "",
  row: (names, cells) => `${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, cells[at]])))}\n`,
};

export const formats: Readonly<Record<ExportFormat, Format>> = { csv, ndjson };

/** Times are local to the shop: spreadsheets know no time zones. */
function cellText(cell: Cell, timeZone: string): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  if (cell instanceof Date) return wallText(cell, timeZone);
  return csvCell(typeof cell === "string" ? cell : listText(cell));
}

/** A list of plain values is joined; anything deeper is JSON. */
function listText(cell: object): string {
  const flat = Array.isArray(cell) && cell.every((item) => typeof item === "string" && !item.includes(";"));
  return flat ? cell.join(";") : JSON.stringify(cell);
}

/** The encoding of a file, whatever its rows. */
export interface Style {
  readonly format: Format;
  /** The IANA zone of the shop. */
  readonly timeZone: string;
}

/** Rows as the text of a file, in chunks. */
export function writer<R>({ format, timeZone }: Style, columns: readonly (readonly [string, Column<R>])[]) {
  const names = columns.map(([name]) => name);
  const textOf = (row: R): string =>
    format.row(
      names,
      columns.map(([, cell]) => cell(row, timeZone)),
      timeZone,
    );
  return { head: format.head(names), rows: (rows: readonly R[]): string => rows.map(textOf).join("") };
}
