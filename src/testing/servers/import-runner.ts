import { runImport } from "#core/imports/run-import.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { folderFiles } from "../fixtures/folder-files.ts";
import { createTestHub } from "../fixtures/hub.ts";

/** A child process that runs one import, so that a test can kill it at any moment. */
const [url = "", folder = "", tenantId = "", importId = "", documents = ""] = process.argv.slice(2);
const hub = createTestHub(url, { poolSize: 2 });
const runtime = { hub, files: folderFiles(folder), chunk: { documents: Number(documents), rows: 100_000 } };
await runImport(runtime, { tenantId: asTenantId(tenantId), importId }, new AbortController().signal);
await hub.close();
