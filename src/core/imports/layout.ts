import { unreadableFile } from "./errors.ts";
import type { ImportFiles } from "./files.ts";
import type { Cells, Preset } from "./presets/preset.ts";
import { type FileRecord, type From, recordsOf } from "./records.ts";

/** The index of each column in one file. */
export interface Layout {
  readonly width: number;
  cellsOf(record: FileRecord): Cells;
}

export interface SourceFile {
  readonly files: ImportFiles;
  readonly key: string;
  readonly preset: Preset;
}

/** The records of a file from a boundary on, without blank rows. */
export async function* readRecords({ files, key, preset }: SourceFile, from: From): AsyncGenerator<FileRecord[]> {
  for await (const records of recordsOf(await files.openRead(key, { start: from.start }), preset, from)) {
    const filled = records.filter((record) => record.broken !== undefined || record.cells.some((cell) => cell.trim()));
    if (filled.length > 0) yield filled;
  }
}

/** The header row and where the rows begin; rejects a file that is no text table with this preset's columns. */
export async function readLayout(source: SourceFile): Promise<{ layout: Layout; from: From }> {
  await refuseBinary(source);
  for await (const records of readRecords(source, { start: 0, line: 1 })) {
    const [header] = records;
    if (header === undefined) continue;
    return { layout: layoutOf(source.preset, header), from: { start: header.end, line: header.line + 1 } };
  }
  throw unreadableFile("The file is empty.");
}

const SIGNATURES: readonly [bytes: string, why: string][] = [
  ["fffe", "The file is UTF-16; save it as UTF-8."],
  ["feff", "The file is UTF-16; save it as UTF-8."],
  ["504b0304", "The file is a ZIP archive or a spreadsheet; export it as CSV."],
  ["d0cf11e0", "The file is a spreadsheet; export it as CSV."],
  ["1f8b", "The file is compressed; unpack it first."],
  ["25504446", "The file is a PDF."],
];

async function refuseBinary({ files, key }: SourceFile): Promise<void> {
  for await (const block of await files.openRead(key, { start: 0 })) {
    const hex = Buffer.from(block.subarray(0, 4)).toString("hex");
    const known = SIGNATURES.find(([bytes]) => hex.startsWith(bytes));
    if (known !== undefined) throw unreadableFile(known[1]);
    if (block.subarray(0, 4096).includes(0)) throw unreadableFile("The file is not text.");
    return;
  }
}

/** A byte order mark as either encoding decodes it. */
const MARK = /^(?:\uFEFF|\u00EF\u00BB\u00BF)/;

const SEPARATORS: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

/** Detects the separator: another one splits a header that looks like one column. */
function refuseSeparator(names: readonly string[], delimiter: string): void {
  if (names.length !== 1) return;
  const other = Object.keys(SEPARATORS).find((each) => each !== delimiter && names[0]?.includes(each));
  if (other === undefined) return;
  throw unreadableFile(
    `The columns of the file are separated by ${SEPARATORS[other]}; save it with ${SEPARATORS[delimiter] ?? delimiter} between them.`,
  );
}

function layoutOf(preset: Preset, header: FileRecord): Layout {
  if (header.broken !== undefined) throw unreadableFile(`The header cannot be read: ${header.broken.detail}`);
  const names = header.cells.map((cell, index) =>
    (index === 0 ? cell.replace(MARK, "") : cell).replaceAll('"', "").trim(),
  );
  refuseSeparator(names, preset.delimiter);
  const known = new Map(preset.columns.map((column) => [column.name.toLowerCase(), column.name]));
  // Unknown columns, and the empty ones that a spreadsheet adds, are ignored.
  const used = names.flatMap((name, index) =>
    known.has(name.toLowerCase()) ? [[name.toLowerCase(), index] as const] : [],
  );
  const places = new Map(used);
  const list = (faults: readonly string[]) => faults.map((name) => `"${name}"`).join(", ");
  const missing = preset.columns.filter((column) => column.required && !places.has(column.name.toLowerCase()));
  if (missing.length > 0) throw unreadableFile(`The file has no column ${list(missing.map((column) => column.name))}.`);
  if (places.size < used.length) throw unreadableFile("A column stands in the file twice.");
  const indexes = new Map([...places].map(([name, index]) => [known.get(name) ?? name, index]));
  return {
    width: names.length,
    cellsOf: (record) => (column) => record.cells[indexes.get(column) ?? -1]?.trim() ?? "",
  };
}
