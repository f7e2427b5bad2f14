import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { runExport } from "#core/exports/run-export.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { filesIn } from "../fixtures/files.ts";
import { createTestHub } from "../fixtures/hub.ts";

/**
 * A child process that writes one export, so that a test can kill it or measure its memory. Prints the live heap size,
 * after garbage collection, at a given output size; `hold` keeps every chunk, as a leaking writer would.
 */
const [url = "", folder = "", tenantId = "", exportId = "", hold = ""] = process.argv.slice(2);
const SAMPLE_EVERY = 5;

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

function alive(): number {
  if (typeof collect === "function") collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const files = filesIn(folder);
const hub = createTestHub(url, { poolSize: 2 });
const samples: { bytes: number; alive: number }[] = [];
const held: Uint8Array[] = [];
const watched: typeof files.write = (key, source, limits) => {
  async function* pieces() {
    let [bytes, count] = [0, 0];
    for await (const piece of source) {
      if (hold === "hold") held.push(piece);
      bytes += piece.length;
      count += 1;
      if (count % SAMPLE_EVERY === 0) samples.push({ bytes, alive: alive() });
      yield piece;
    }
  }
  return files.write(key, pieces(), limits);
};
const runtime = { hub, files: { ...files, write: watched }, tellEveryMs: 0 };
await runExport(runtime, { tenantId: asTenantId(tenantId), exportId }, new AbortController().signal);
await hub.close();
process.stdout.write(JSON.stringify({ samples, held: held.length }));
