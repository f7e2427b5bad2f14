import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ImportFiles } from "#core/imports/files.ts";

/** The files of a folder by the last part of their key, read as a file store reads them. */
export function folderFiles(folder: string): ImportFiles {
  const pathOf = (key: string) => join(folder, basename(key));
  return {
    openRead: (key, { start }) => createReadStream(pathOf(key), { start, highWaterMark: 65_536 }),
    size: async (key) => (await stat(pathOf(key))).size,
    async sha256(key) {
      const hash = createHash("sha256");
      for await (const block of createReadStream(pathOf(key))) hash.update(block);
      return hash.digest("hex");
    },
  };
}
