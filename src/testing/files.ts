import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDiskStore } from "#integrations/storage/disk-store.ts";
import type { FileStore } from "#integrations/storage/port.ts";

export interface TestFiles {
  readonly folder: string;
  readonly files: FileStore;
  close(): Promise<void>;
}

export const filesIn = (folder: string): FileStore =>
  createDiskStore(folder, { secret: "test secret", publicUrl: "http://hub.test" });

/** A real file store in a folder of the test's own. */
export async function createTestFiles(): Promise<TestFiles> {
  const folder = await mkdtemp(join(tmpdir(), "crossdock-files-"));
  return { folder, files: filesIn(folder), close: () => rm(folder, { recursive: true, force: true }) };
}
