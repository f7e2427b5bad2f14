import { createHash } from "node:crypto";
import { fileTooLarge, fileTooSmall } from "./errors.ts";
import type { StoredFile, WriteLimits } from "./port.ts";

const KEY = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

/** Keys cannot escape the store's folder. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error(`${key} is not a valid file key`);
  return key;
}

/** Counts and hashes a stream, which fails when it exceeds its limits. */
export function measured(source: AsyncIterable<Uint8Array>, { maxBytes, minBytes = 0 }: WriteLimits) {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for await (const block of source) {
      bytes += block.length;
      if (bytes > maxBytes) throw fileTooLarge(maxBytes);
      hash.update(block);
      yield block;
    }
    if (bytes < minBytes) throw fileTooSmall(minBytes);
  }
  return { blocks: blocks(), result: (): StoredFile => ({ bytes, sha256: hash.digest("hex") }) };
}

export async function sha256Of(blocks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of blocks) hash.update(block);
  return hash.digest("hex");
}
