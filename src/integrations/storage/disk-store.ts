import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkedKey, measured, sha256Of } from "./measured.ts";
import type { FileStore, StoredFile, WriteLimits } from "./port.ts";
import { createSigning, type SigningOptions } from "./signing.ts";

const BLOCK_BYTES = 65_536;
const PART = ".part";
/** Other users of the machine see neither files nor their names. */
const OURS = { recursive: true, mode: 0o700 } as const;

/** Files in a local folder. A file is written to a temporary name and renamed, so that none is ever partial. */
export function createDiskStore(folder: string, signing: SigningOptions): FileStore {
  const pathOf = (key: string): string => join(folder, checkedKey(key));
  const openRead: FileStore["openRead"] = (key, { start, end }) =>
    createReadStream(pathOf(key), { start, highWaterMark: BLOCK_BYTES, ...(end !== undefined && { end }) });
  return {
    ...createSigning(signing),
    openRead,
    async write(key, source, limits) {
      const path = pathOf(key);
      const aside = `${path}.${randomBytes(4).toString("hex")}${PART}`;
      await mkdir(dirname(path), OURS);
      try {
        const stored = await writeAll(aside, source, limits);
        await rename(aside, path);
        return stored;
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    },
    stat: (key) => unlessMissing(stat(pathOf(key)).then(({ size }) => ({ bytes: size }))),
    size: async (key) => (await stat(pathOf(key))).size,
    sha256: (key) => sha256Of(openRead(key, { start: 0 })),
    async move(from, to) {
      const target = pathOf(to);
      await mkdir(dirname(target), OURS);
      await unlessMissing(rename(pathOf(from), target));
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    dropUnfinished: (before) => dropParts(folder, before),
  };
}

async function writeAll(path: string, source: AsyncIterable<Uint8Array>, limits: WriteLimits): Promise<StoredFile> {
  const file = await open(path, "wx", 0o600);
  const { blocks, result } = measured(source, limits);
  try {
    for await (const block of blocks) await file.write(block);
    await file.sync();
  } finally {
    await file.close();
  }
  return result();
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function dropParts(folder: string, before: Date): Promise<number> {
  const names = (await unlessMissing(readdir(folder, { recursive: true }))) ?? [];
  let dropped = 0;
  for (const name of names.filter((each) => each.endsWith(PART))) {
    const path = join(folder, name);
    const found = await unlessMissing(stat(path));
    if (found === undefined || found.mtime >= before) continue;
    await rm(path, { force: true });
    dropped += 1;
  }
  return dropped;
}
