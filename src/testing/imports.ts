import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import { runImport } from "#core/imports/run-import.ts";
import type { ImportView } from "#core/imports/schemas.ts";
import { startImport } from "#core/imports/start-import.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { folderFiles } from "./folder-files.ts";

export interface ImportBench {
  readonly folder: string;
  readonly files: ReturnType<typeof folderFiles>;
  /** Puts a file into the store and answers its key. */
  put(actor: Actor, content: string | Uint8Array): Promise<string>;
  start(hub: Hub, actor: Actor, upload: { key: string; preset?: string; options?: object }): Promise<ImportView>;
  run(hub: Hub, actor: Actor, importId: string, documents?: number): Promise<ImportView>;
  close(): Promise<void>;
}

/** Everything between a text and its finished import, without a server. */
export async function createImportBench(): Promise<ImportBench> {
  const folder = await mkdtemp(join(tmpdir(), "crossdock-files-"));
  const files = folderFiles(folder);
  return {
    folder,
    files,
    async put(actor, content) {
      const name = `${randomUUID()}.csv`;
      await writeFile(join(folder, name), content);
      return `uploads/${actor.tenantId}/${name}`;
    },
    async start(hub, actor, { key, preset = "crossdock", options = {} }) {
      const input = { fileName: "orders.csv", fileKey: key, preset, options };
      return (await execute(hub, actor, startImport, input)).output;
    },
    run: (hub, { tenantId }, importId, documents = 200) =>
      runImport(
        { hub, files, chunk: { documents, rows: 100_000 } },
        { tenantId, importId },
        new AbortController().signal,
      ),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
