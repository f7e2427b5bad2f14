import type { ImportPreset } from "#features/imports/import-params.ts";

export type FileHead = { header: string[]; rows: string[][] };

const headBytes = 65_536;
const shownRows = 8;

/** The header and the first rows of a CSV file with any line ending; null when it cannot be parsed. */
export async function readHead(file: Blob, encoding: ImportPreset["encoding"]): Promise<FileHead | null> {
  const bytes = await file.slice(0, headBytes).arrayBuffer();
  const text = new TextDecoder(encoding === "latin1" ? "windows-1252" : "utf-8").decode(bytes);
  const { parse } = await import("csv-parse/browser/esm/sync");
  try {
    const parsed: string[][] = parse(wholeLines(text, file.size > headBytes), {
      bom: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      relax_quotes: true,
      to: shownRows + 1,
    });
    const [header, ...rows] = parsed;
    return header && header.length > 1 ? { header: header.map((name) => name.trim()), rows } : null;
  } catch {
    return null;
  }
}

/** Without the last, truncated line. */
function wholeLines(text: string, cut: boolean): string {
  return cut ? text.slice(0, Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1) : text;
}

export const missingColumns = (header: readonly string[], { columns }: ImportPreset): string[] =>
  columns.filter((column) => column.required && !header.includes(column.name)).map((column) => column.name);

/** The preset whose columns are all present; of several the one that uses most of the file's columns. */
export function presetOf(header: readonly string[], presets: readonly ImportPreset[]): ImportPreset | null {
  const used = ({ columns }: ImportPreset) => columns.filter((column) => header.includes(column.name)).length;
  const [best] = presets
    .filter((preset) => missingColumns(header, preset).length === 0)
    .toSorted((a, b) => used(b) - used(a));
  return best ?? null;
}
