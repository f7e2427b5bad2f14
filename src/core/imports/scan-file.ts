import type { Worth } from "./document.ts";
import { unreadableFile } from "./errors.ts";
import { readRecords, type SourceFile } from "./layout.ts";
import { addRow, documentKey, type Reading } from "./read-rows.ts";
import type { From } from "./records.ts";

/** Adjacent rows of one document. */
export interface Segment extends From {
  end: number;
}

export interface Scan {
  readonly rows: number;
  readonly worth: Worth;
  /** Documents whose rows are not adjacent, with the positions of their rows. */
  readonly split: ReadonlyMap<string, readonly Segment[]>;
}

const TOO_MUCH =
  "The amounts of the file come to more than can be added up to the penny; divide it into several files.";

/** More rows than any order has: the preset takes the wrong column for the order's number. */
const MOST_ROWS = 5000;

/**
 * Scans the whole file before anything is booked: counts, sums, and finds documents whose rows are not adjacent, so
 * that a document is booked whole at its first row. Keeps a few dozen bytes per document.
 */
export async function scanFile(
  source: SourceFile,
  reading: Reading,
  pass: { from: From; onBlock: () => Promise<void> },
): Promise<Scan> {
  const segments = new Map<string, Segment[]>();
  const rowsOf = new Map<string, number>();
  const worth: Worth = {};
  let rows = 0;
  let current: { key: string; segment: Segment } | undefined;
  for await (const records of readRecords(source, pass.from)) {
    for (const record of records) {
      const key = documentKey(reading, record);
      const before = rowsOf.get(key) ?? 0;
      addRow(worth, reading, { record, first: before === 0 });
      rows += 1;
      if (Object.values(worth).some((minor) => !Number.isSafeInteger(minor))) throw unreadableFile(TOO_MUCH);
      rowsOf.set(key, before + 1);
      if (before >= MOST_ROWS)
        throw unreadableFile(`More than ${MOST_ROWS} rows say that they are order "${key.trim()}".`);
      if (current?.key === key) {
        current.segment.end = record.end;
        continue;
      }
      const segment = { start: record.start, line: record.line, end: record.end };
      current = { key, segment };
      const places = segments.get(key);
      if (places === undefined) segments.set(key, [segment]);
      else places.push(segment);
    }
    await pass.onBlock();
  }
  if (rows === 0) throw unreadableFile("The file has a header and no rows.");
  return { rows, worth, split: new Map([...segments].filter(([, places]) => places.length > 1)) };
}
