import { type HubError, isHubError } from "../kernel/errors.ts";
import type { TenantId } from "../kernel/ids.ts";
import type { Hub } from "../runtime/hub.ts";
import { unknownFile } from "./errors.ts";
import type { ImportFiles } from "./files.ts";
import { readLayout, type SourceFile } from "./layout.ts";
import { Lease } from "./lease.ts";
import { presets } from "./presets/catalogue.ts";
import { type ChunkLimits, chunksOf } from "./read-documents.ts";
import { scanFile } from "./scan-file.ts";
import type { ImportView } from "./schemas.ts";

export interface ImportRuntime {
  readonly hub: Hub;
  readonly files: ImportFiles;
  /** Rows booked in one transaction; tests make it small. */
  readonly chunk?: ChunkLimits;
}

export interface ImportJob {
  readonly tenantId: TenantId;
  readonly importId: string;
}

const CHUNK: ChunkLimits = { documents: 200, rows: 4000 };

/** Permanent failures: a retry would fail again. Others are transient, and the import resumes later. */
const LASTING = new Set(["invalid", "not_found", "internal"]);

/**
 * Runs an import to its end, or until the signal aborts. One process at a time; the next one resumes after the last
 * commit. A permanent failure of the file or its sums marks the import as failed and is returned; rejects when this
 * runner may not run it (`import.taken`, `import.ended`, `import.lease_lost`) or the database is unavailable.
 */
export async function runImport(
  { hub, files, chunk = CHUNK }: ImportRuntime,
  job: ImportJob,
  signal: AbortSignal,
): Promise<ImportView> {
  const lease = await Lease.take(hub, job);
  try {
    return await run(lease, { files, chunk }, signal);
  } catch (error) {
    if (isHubError(error) && LASTING.has(error.kind)) return lease.finish({ result: { error: reasonOf(error) } });
    await lease.release().catch(() => {}); // the lease expires anyway
    throw error;
  }
}

const reasonOf = ({ code, message }: HubError): string =>
  code === "internal"
    ? "Something went wrong on our side. What was booked before stays; import the file again to book the rest."
    : message;

async function run(
  lease: Lease,
  { files, chunk: limits }: { files: ImportFiles; chunk: ChunkLimits },
  signal: AbortSignal,
): Promise<ImportView> {
  const { fileKey, import: begun, checkpoint } = lease.claimed;
  const source: SourceFile = { files, key: fileKey, preset: presets[begun.preset] };
  await lease.renew({ file: await describe(source) });
  const { layout, from } = await readLayout(source);
  const reading = { preset: source.preset, layout, options: begun.options };
  const onBlock = async () => {
    signal.throwIfAborted();
    await lease.keep();
  };
  const scan = await scanFile(source, reading, { from, onBlock });
  await lease.renew({ rowsTotal: scan.rows });
  let last = checkpoint;
  for await (const { documents, next } of chunksOf(source, reading, { from: last ?? from, scan, limits })) {
    signal.throwIfAborted();
    await lease.book({ from: last, next, documents: [...documents] });
    last = next;
  }
  return lease.finish({ result: { rows: scan.rows, worth: scan.worth } });
}

/** Stored with the import: a file that changed between two attempts must not be booked in a mix. */
async function describe({ files, key }: SourceFile): Promise<{ hash: string; bytes: number }> {
  try {
    const [hash, bytes] = await Promise.all([files.sha256(key), files.size(key)]);
    return { hash, bytes };
  } catch (cause) {
    throw Object.assign(unknownFile(key), { cause });
  }
}
