import { csvCell } from "#core/kernel/csv.ts";
import type { ImportReport } from "#features/imports/import-params.ts";

/** The same columns and line endings as the server's file (core/imports/report-csv.ts). */
export function reportsCsv(reports: readonly ImportReport[]): string {
  const rows = reports.map(({ line, code, detail, raw }) => [String(line), code, csvCell(detail), csvCell(raw)]);
  return [["line", "code", "reason", "row"], ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}
