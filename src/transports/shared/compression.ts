import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Coding } from "./negotiation.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Levels that cost little CPU; the last tenth of size is not worth the time. */
export async function compress(body: string, coding: Coding): Promise<Uint8Array<ArrayBuffer>> {
  if (coding === "gzip") return gzipped(body, { level: 4 });
  return brotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
