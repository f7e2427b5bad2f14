import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failure } from "#core/kernel/errors.ts";
import type { FileStore, StoredFile } from "./port.ts";

export const fileTooLarge = failure(
  "invalid",
  "file.too_large",
  (maxBytes: number) => `A file may have ${maxBytes} bytes at most.`,
);

const KEY = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;
const BLOCK_BYTES = 65_536;

/** Files in a folder of this machine. A file is written beside its place and renamed, so that none is ever half there. */
export function createDiskStore(folder: string): FileStore {
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error(`${key} is no key of a file`);
    return join(folder, key);
  };
  const openRead: FileStore["openRead"] = (key, { start }) =>
    createReadStream(pathOf(key), { start, highWaterMark: BLOCK_BYTES });
  return {
    openRead,
    async write(key, source, { maxBytes }) {
      const path = pathOf(key);
      const aside = `${path}.${randomBytes(4).toString("hex")}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        const stored = await writeAll(aside, source, maxBytes);
        await rename(aside, path);
        return stored;
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    },
    size: async (key) => (await stat(pathOf(key))).size,
    async sha256(key) {
      const hash = createHash("sha256");
      for await (const block of openRead(key, { start: 0 })) hash.update(block);
      return hash.digest("hex");
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

async function writeAll(path: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredFile> {
  const file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const block of source) {
      bytes += block.length;
      if (bytes > maxBytes) throw fileTooLarge(maxBytes);
      hash.update(block);
      await file.write(block);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}
