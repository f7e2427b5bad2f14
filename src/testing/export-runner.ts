import { runExport } from "#core/exports/run-export.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { filesIn } from "./files.ts";
import { createTestHub } from "./hub.ts";

/** A process of its own that writes one export, so that a test can kill it, or see how much memory it takes. */
const [url = "", folder = "", tenantId = "", exportId = ""] = process.argv.slice(2);
const files = filesIn(folder);
const hub = createTestHub(url, { poolSize: 2 });
const rss: number[] = [];
const watched: typeof files.write = (key, source, limits) => {
  async function* pieces() {
    for await (const piece of source) {
      rss.push(process.memoryUsage.rss());
      yield piece;
    }
  }
  return files.write(key, pieces(), limits);
};
const runtime = { hub, files: { ...files, write: watched }, tellEveryMs: 0 };
await runExport(runtime, { tenantId: asTenantId(tenantId), exportId }, new AbortController().signal);
await hub.close();
process.stdout.write(JSON.stringify(rss));
