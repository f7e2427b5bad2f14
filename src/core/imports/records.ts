import { Buffer, isUtf8 } from "node:buffer";
import { parse } from "csv-parse/sync";

export type Encoding = "utf-8" | "latin1";

/** One row of a file with its position. A broken one still has its raw text. */
export interface FileRecord {
  /** Number of its first line, from 1. */
  readonly line: number;
  /** Byte offsets of its start and of the next row. */
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  readonly cells: readonly string[];
  readonly broken: { readonly code: string; readonly detail: string } | undefined;
}

export interface Format {
  readonly encoding: Encoding;
  readonly delimiter: string;
}

export interface From {
  /** A record boundary of the file. */
  readonly start: number;
  readonly line: number;
}

/** Longest row, bytes: beyond it an unclosed quote is more likely than a text that long. */
export const LONGEST_RECORD = 65_536;

const LF = 10;
const CR = 13;
const QUOTE = 34;

type Fault = "quotes" | "too_long" | "encoding" | "control";
const DETAIL: Record<Fault, string> = {
  quotes: "The quotes of this row do not close.",
  too_long: `This row is longer than ${LONGEST_RECORD} bytes.`,
  encoding: "This row is not text in the file's encoding.",
  control: "This row has control characters.",
};

/**
 * Splits a byte stream into records (RFC 4180; lines may end with CR, LF or both, and quoted texts may contain them).
 * csv-parse reads the cells of quoted records; the boundaries are found here, because after a stray quote it loses the
 * rest of the file. Here such a record ends with its line, is marked as broken, and parsing restarts at the next line.
 */
export async function* recordsOf(
  source: AsyncIterable<Uint8Array>,
  format: Format,
  from: From,
): AsyncGenerator<FileRecord[]> {
  const splitter = createSplitter(format, from);
  for await (const block of source) {
    const records = splitter.push(Buffer.from(block.buffer, block.byteOffset, block.byteLength));
    if (records.length > 0) yield records;
  }
  const rest = splitter.end();
  if (rest.length > 0) yield rest;
}

function createSplitter(format: Format, from: From) {
  let pending: Buffer = Buffer.alloc(0);
  let { start, line } = from;
  let overlong: { start: number; line: number; raw: Buffer } | undefined;

  function take(last: boolean): FileRecord[] {
    const found: FileRecord[] = [];
    let at = 0;
    while (at < pending.length) {
      const cut = overlong === undefined ? boundary(pending, at, { format, last }) : lineEnd(pending, at, last);
      if (cut === undefined) break;
      const next = start + (cut.next - at);
      const record = recordFrom(pending.subarray(at, cut.end), cut.fault, { start, end: next, line });
      if (record !== undefined) found.push(record);
      line += cut.lines;
      start = next;
      at = cut.next;
      overlong = undefined;
    }
    pending = pending.subarray(at);
    if (!last) skipOverlong();
    return found;
  }

  /** Of a row that is too long only the beginning is kept while its end is searched. */
  function skipOverlong(): void {
    if (overlong === undefined && pending.length > LONGEST_RECORD)
      overlong = { start, line, raw: Buffer.from(pending.subarray(0, LONGEST_RECORD)) };
    if (overlong === undefined) return;
    const kept = pending.at(-1) === CR ? 1 : 0;
    start += pending.length - kept;
    pending = pending.subarray(pending.length - kept);
  }

  function recordFrom(bytes: Buffer, fault: Fault | undefined, place: { start: number; end: number; line: number }) {
    if (overlong !== undefined) return recordOf(overlong.raw, "too_long", { ...place, ...overlong, format });
    return bytes.length === 0 ? undefined : recordOf(bytes, fault, { ...place, format });
  }

  return {
    push(block: Buffer) {
      pending = pending.length === 0 ? block : Buffer.concat([pending, block]);
      return take(false);
    },
    end() {
      const found = take(true);
      if (overlong !== undefined)
        found.push(recordOf(overlong.raw, "too_long", { ...overlong, end: start + pending.length, format }));
      return found;
    },
  };
}

interface Cut {
  /** Where the record's text ends and where the next record begins. */
  readonly end: number;
  readonly next: number;
  readonly lines: number;
  readonly fault: Fault | undefined;
}

/** The end of the line that begins at `at`; undefined when the buffer does not contain it yet. */
function lineEnd(buffer: Buffer, at: number, last: boolean): Cut | undefined {
  for (let end = at; end < buffer.length; end += 1) {
    if (buffer[end] !== CR && buffer[end] !== LF) continue;
    if (buffer[end] === CR && end + 1 === buffer.length && !last) return undefined;
    const width = buffer[end] === CR && buffer[end + 1] === LF ? 2 : 1;
    return { end, next: end + width, lines: 1, fault: undefined };
  }
  return last ? { end: buffer.length, next: buffer.length, lines: 1, fault: undefined } : undefined;
}

/** The end of the record that begins at `at`, ignoring quoted line ends. */
function boundary(buffer: Buffer, at: number, how: { format: Format; last: boolean }): Cut | undefined {
  const line = lineEnd(buffer, at, how.last);
  if (line === undefined) return undefined;
  if (!buffer.subarray(at, line.end).includes(QUOTE)) return tooLong(line, at);
  const quoted = quotedEnd(buffer, at, how);
  if (quoted === "more") return buffer.length - at > LONGEST_RECORD ? broken(line) : undefined;
  return quoted === "broken" ? broken(line) : quoted;
}

const broken = (line: Cut): Cut => ({ ...line, fault: "quotes" });
const tooLong = (line: Cut, at: number): Cut =>
  line.end - at > LONGEST_RECORD ? { ...line, fault: "too_long" } : line;

function quotedEnd(buffer: Buffer, at: number, how: { format: Format; last: boolean }): Cut | "more" | "broken" {
  const delimiter = how.format.delimiter.charCodeAt(0);
  const limit = Math.min(buffer.length, at + LONGEST_RECORD);
  let fieldStart = true;
  let lines = 1;
  for (let i = at; i < limit; i += 1) {
    const byte = buffer[i];
    if (byte === QUOTE) {
      if (!fieldStart) return "broken";
      const closed = closingQuote(buffer, i + 1, limit);
      if (closed === undefined) return how.last && limit === buffer.length ? "broken" : "more";
      lines += linesIn(buffer.subarray(i, closed));
      i = closed;
      const follows = buffer[closed + 1];
      if (follows === undefined && !how.last) return "more";
      if (follows !== undefined && follows !== delimiter && follows !== CR && follows !== LF) return "broken";
    } else if (byte === CR || byte === LF) {
      if (byte === CR && i + 1 === buffer.length && !how.last) return "more";
      return { end: i, next: i + (byte === CR && buffer[i + 1] === LF ? 2 : 1), lines, fault: undefined };
    }
    fieldStart = byte === delimiter;
  }
  if (limit < buffer.length) return "broken";
  return how.last ? { end: limit, next: limit, lines, fault: undefined } : "more";
}

/** A doubled quote is an escaped one; a single one closes the text. */
function closingQuote(buffer: Buffer, from: number, limit: number): number | undefined {
  for (let i = buffer.indexOf(QUOTE, from); i !== -1 && i < limit; i = buffer.indexOf(QUOTE, i + 2)) {
    if (buffer[i + 1] !== QUOTE) return i;
  }
  return undefined;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (const [i, byte] of bytes.entries()) if (byte === LF ? bytes[i - 1] !== CR : byte === CR) lines += 1;
  return lines;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly format: Format;
}

function recordOf(bytes: Buffer, fault: Fault | undefined, { format, ...place }: Place): FileRecord {
  const raw = bytes.toString(format.encoding === "latin1" ? "latin1" : "utf8");
  const wrong = fault ?? textFault(bytes, raw, format.encoding);
  const cells = wrong === undefined ? cellsOf(raw, format.delimiter) : undefined;
  if (cells !== undefined) return { ...place, raw, cells, broken: undefined };
  const code = wrong ?? "quotes";
  // Guessed cells suffice to assign the broken row to its order.
  const guessed = raw.slice(0, 1000).split(format.delimiter);
  return { ...place, raw, cells: guessed, broken: { code: `row.${code}`, detail: DETAIL[code] } };
}

function textFault(bytes: Buffer, raw: string, encoding: Encoding): Fault | undefined {
  if (encoding === "utf-8" ? !isUtf8(bytes) : /[\u0080-\u009f]/.test(raw)) return "encoding";
  return /(?![\t\r\n])\p{Cc}/u.test(raw) ? "control" : undefined;
}

function cellsOf(raw: string, delimiter: string): readonly string[] | undefined {
  if (!raw.includes('"')) return raw.split(delimiter);
  try {
    return parse(raw, { delimiter, record_delimiter: "\0", relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}
