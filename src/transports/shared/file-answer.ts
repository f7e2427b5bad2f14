import { attachment } from "#integrations/storage/disposition.ts";
import type { ByteRange, FileStore } from "#integrations/storage/port.ts";
import { HttpRefusal } from "./http-refusal.ts";

export interface ServedFile {
  readonly key: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Hexadecimal; also the ETag. */
  readonly sha256: string;
}

export interface FileAnswer {
  readonly status: 200 | 206 | 304;
  readonly headers: Record<string, string>;
  readonly body: undefined;
  readonly stream: ReadableStream<Uint8Array> | undefined;
}

/** A stored file as a response to GET or HEAD: an attachment, whole or one range of it (RFC 9110 §14). */
export function fileAnswer(files: Pick<FileStore, "openRead">, file: ServedFile, request: Request): FileAnswer {
  const tag = `"${file.sha256}"`;
  const headers: Record<string, string> = {
    etag: tag,
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
  };
  if (names(request.headers.get("if-none-match"), tag))
    return { status: 304, headers, body: undefined, stream: undefined };
  const range = wantedRange(request.headers, { tag, bytes: file.bytes });
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  headers["content-type"] = file.contentType;
  headers["content-disposition"] = attachment(file.fileName);
  headers["content-length"] = String(end - start + 1);
  if (range !== undefined) headers["content-range"] = `bytes ${start}-${end}/${file.bytes}`;
  const empty = request.method === "HEAD" || file.bytes === 0;
  const stream = empty ? undefined : streamOf(files.openRead(file.key, { start, end }));
  return { status: range === undefined ? 200 : 206, headers, body: undefined, stream };
}

function names(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((entry) => entry.trim() === "*" || entry.trim().replace(/^W\//, "") === tag);
}

/** Undefined: the whole file, as for several ranges, unknown units and failed conditions. */
function wantedRange(headers: Headers, file: { tag: string; bytes: number }): Required<ByteRange> | undefined {
  const header = headers.get("range");
  const condition = headers.get("if-range");
  if (header === null || (condition !== null && condition !== file.tag)) return undefined;
  const [, first = "", last = ""] = /^bytes=\s*(\d{0,15})-(\d{0,15})$/i.exec(header.trim()) ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "")
    return orUnsatisfiable({ start: Math.max(0, file.bytes - Number(last)), end: file.bytes - 1 }, file);
  if (last !== "" && Number(last) < Number(first)) return undefined;
  return orUnsatisfiable(
    { start: Number(first), end: last === "" ? file.bytes - 1 : Math.min(Number(last), file.bytes - 1) },
    file,
  );
}

function orUnsatisfiable(range: Required<ByteRange>, { bytes }: { bytes: number }): Required<ByteRange> {
  if (range.start < bytes && range.start <= range.end) return range;
  throw new HttpRefusal("request.range_not_satisfiable", `The file has ${bytes} bytes.`, {
    "content-range": `bytes */${bytes}`,
    "accept-ranges": "bytes",
  });
}

/** Streamed with backpressure, and closed when the client disconnects. */
function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const blocks = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await blocks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await blocks.return?.();
    },
  });
}
