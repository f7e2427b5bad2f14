import { assemble } from "./assemble.ts";
import type { FileDocument } from "./document.ts";
import { readRecords, type SourceFile } from "./layout.ts";
import { documentKey, type Reading } from "./read-rows.ts";
import type { FileRecord, From } from "./records.ts";
import type { Scan, Segment } from "./scan-file.ts";

/** Documents to book in one transaction, and where the next chunk begins. */
export interface Chunk {
  readonly documents: readonly FileDocument[];
  readonly next: From;
}

export interface ChunkLimits {
  readonly documents: number;
  readonly rows: number;
}

interface Group {
  readonly key: string;
  readonly start: number;
  readonly records: FileRecord[];
}

/**
 * The documents of a file from a boundary on. Chunk boundaries depend only on the file and the limits, so that a
 * resumed import makes the same chunks again.
 */
export async function* chunksOf(
  source: SourceFile,
  reading: Reading,
  plan: { from: From; scan: Scan; limits: ChunkLimits },
): AsyncGenerator<Chunk> {
  const { from, scan, limits } = plan;
  let documents: FileDocument[] = [];
  let rows = 0;
  for await (const { group, next } of groupsOf(source, reading, from)) {
    const places = scan.split.get(group.key) ?? [];
    if (places.length > 0 && places[0]?.start !== group.start) continue; // booked with its first row
    const apart = await Promise.all(places.slice(1).map((place) => recordsIn(source, place)));
    const records = [...group.records, ...apart.flat()];
    documents.push(assemble(reading, records));
    rows += records.length;
    if (documents.length < limits.documents && rows < limits.rows) continue;
    yield { documents, next };
    documents = [];
    rows = 0;
  }
  if (documents.length > 0) yield { documents, next: await endOf(source, from) };
}

/** Adjacent rows of one document, each group with the offset of the next one. */
async function* groupsOf(
  source: SourceFile,
  reading: Reading,
  from: From,
): AsyncGenerator<{ group: Group; next: From }> {
  let group: Group | undefined;
  for await (const records of readRecords(source, from)) {
    for (const record of records) {
      const key = documentKey(reading, record);
      if (group?.key === key) {
        group.records.push(record);
        continue;
      }
      if (group !== undefined) yield { group, next: { start: record.start, line: record.line } };
      group = { key, start: record.start, records: [record] };
    }
  }
  const last = group?.records.at(-1);
  if (group !== undefined && last !== undefined) yield { group, next: { start: last.end, line: last.line + 1 } };
}

async function recordsIn(source: SourceFile, place: Segment): Promise<FileRecord[]> {
  const found: FileRecord[] = [];
  for await (const records of readRecords(source, place)) {
    found.push(...records.filter((record) => record.start < place.end));
    if ((records.at(-1)?.end ?? 0) >= place.end) break;
  }
  return found;
}

async function endOf({ files, key }: SourceFile, from: From): Promise<From> {
  return { start: await files.size(key), line: from.line };
}
