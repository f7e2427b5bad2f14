import { addWorth, type Worth } from "./document.ts";
import type { Layout } from "./layout.ts";
import { type Preset, type RowContent, RowFault } from "./presets/preset.ts";
import type { FileRecord } from "./records.ts";
import type { ImportOptions } from "./schemas.ts";

/** One row, parsed as far as possible. */
export interface ReadRow {
  readonly record: FileRecord;
  readonly content: RowContent | { readonly code: string; readonly detail: string };
}

export interface Reading {
  readonly preset: Preset;
  readonly layout: Layout;
  readonly options: ImportOptions;
}

/** The key of the document that a row belongs to; rows without one stand alone. */
export function documentKey({ preset, layout }: Reading, record: FileRecord): string {
  const key = preset.documentOf(layout.cellsOf(record));
  return key === "" ? `line ${record.line}` : key;
}

export function readRow({ preset, layout, options }: Reading, record: FileRecord): ReadRow {
  const fault = faultOf(record, layout);
  if (fault !== undefined) return { record, content: fault };
  try {
    return { record, content: preset.read(layout.cellsOf(record), options) };
  } catch (error) {
    if (error instanceof RowFault) return { record, content: { code: error.code, detail: error.message } };
    throw error;
  }
}

function faultOf(record: FileRecord, layout: Layout) {
  if (record.broken !== undefined) return record.broken;
  const columns = record.cells.length;
  if (columns === layout.width) return undefined;
  return { code: "row.columns", detail: `This row has ${columns} columns, the header has ${layout.width}.` };
}

/** Adds the value of a row. A row that cannot be split into columns has none. */
export function addRow(into: Worth, { preset, layout }: Reading, row: { record: FileRecord; first: boolean }): void {
  if (faultOf(row.record, layout) !== undefined) return;
  const { currency, minor } = preset.amountOf(layout.cellsOf(row.record), row.first);
  addWorth(into, { [currency]: minor });
}
