import type { Cell, Column } from "./columns.ts";
import type { ExportFormat } from "./schemas.ts";

/** How a file begins, and how a row of it is written. */
export interface Format {
  readonly contentType: string;
  readonly head: (names: readonly string[]) => string;
  readonly row: (names: readonly string[], cells: readonly Cell[]) => string;
}

/** RFC 4180 in UTF-8, with a header. */
const csv: Format = {
  contentType: "text/csv; charset=utf-8; header=present",
  head: (names) => `${names.map(csvCell).join(",")}\r\n`,
  row: (_, cells) => `${cells.map(csvCell).join(",")}\r\n`,
};

/** One JSON object a line. */
const ndjson: Format = {
  contentType: "application/x-ndjson; charset=utf-8",
  head: () => "",
  row: (names, cells) => `${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, cells[at]])))}\n`,
};

export const formats: Readonly<Record<ExportFormat, Format>> = { csv, ndjson };

export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const text = typeof cell === "string" ? cell : listText(cell);
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Spreadsheets run what begins so (OWASP, CSV Injection). A plain number is none, whatever its sign. */
const isFormula = (text: string): boolean =>
  /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);

/** Plain values of a list side by side; anything deeper as JSON. */
function listText(cell: object): string {
  const flat = Array.isArray(cell) && cell.every((item) => typeof item === "string" && !item.includes(";"));
  return flat ? cell.join(";") : JSON.stringify(cell);
}

/** Rows as the text of a file, piece by piece. */
export function writer<R>(format: Format, columns: readonly (readonly [string, Column<R>])[]) {
  const names = columns.map(([name]) => name);
  return {
    head: format.head(names),
    rows: (rows: readonly R[]): string =>
      rows
        .map((row) =>
          format.row(
            names,
            columns.map(([, cell]) => cell(row)),
          ),
        )
        .join(""),
  };
}
