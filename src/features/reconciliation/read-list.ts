import { parseJson } from "#core/kernel/json.ts";

export type RawList = {
  columns: string[];
  rows: Readonly<Record<string, unknown>>[];
};

export const MOST_ROWS = 50_000;

/** CSV with a header, or JSON with rows; null when it is neither. */
export async function readList(text: string): Promise<RawList | null> {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return null;
  return /^[[{]/.test(trimmed) ? readJson(trimmed) : readCsv(trimmed);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An array, or the first array in an object: `{ "orders": [...] }`, `{ "data": [...] }`. */
function readJson(text: string): RawList | null {
  let parsed: unknown;
  try {
    parsed = parseJson(text, { inexact: "digits" });
  } catch {
    return null;
  }
  const found: unknown = Array.isArray(parsed)
    ? parsed
    : isRecord(parsed)
      ? Object.values(parsed).find(Array.isArray)
      : null;
  if (!Array.isArray(found) || !found.every(isRecord)) return null;
  const columns = new Set<string>();
  for (const row of found.slice(0, 1000)) for (const name of Object.keys(row)) columns.add(name);
  return { columns: [...columns], rows: found };
}

/** The delimiter most frequent in the header, so that decimal commas in rows are not counted. */
function delimiterOf(header: string): string {
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
}

async function readCsv(text: string): Promise<RawList | null> {
  const { parse } = await import("csv-parse/browser/esm/sync");
  try {
    const parsed: string[][] = parse(text, {
      delimiter: delimiterOf(text.slice(0, text.search(/[\r\n]|$/))),
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
    });
    const [header, ...lines] = parsed;
    if (!header || header.length < 2) return null;
    const columns = header.map((name) => name.trim());
    return {
      columns,
      rows: lines.map((line) => Object.fromEntries(columns.map((name, at) => [name, line[at] ?? ""]))),
    };
  } catch {
    return null;
  }
}
