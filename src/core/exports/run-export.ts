import { type Actor, systemActor } from "../kernel/actor.ts";
import type { TenantId } from "../kernel/ids.ts";
import { execute } from "../runtime/execute.ts";
import type { Hub } from "../runtime/hub.ts";
import { readTenant } from "../tenants/store.ts";
import { claimExport, releaseExport, renewExport } from "./claim-export.ts";
import { finishExport } from "./finish-export.ts";
import { formats } from "./format.ts";
import { fileKeyOf, MOST_ATTEMPTS } from "./record.ts";
import type { ExportView } from "./schemas.ts";
import { holdSnapshot } from "./store.ts";
import { subjects } from "./subjects.ts";

/** What the export needs of the file store; implemented in `integrations/storage`. */
export interface ExportFiles {
  /** Atomic: the file exists completely or not at all. */
  write(
    key: string,
    source: AsyncIterable<Uint8Array>,
    limits: { readonly maxBytes: number; readonly contentType?: string },
  ): Promise<{ readonly bytes: number; readonly sha256: string }>;
  remove(key: string): Promise<void>;
}

export interface ExportRuntime {
  readonly hub: Hub;
  readonly files: ExportFiles;
  /** How often progress is reported; tests report every chunk. */
  readonly tellEveryMs?: number;
}

const MAX_BYTES = 50 * 1024 ** 3;
const TELL_EVERY_MS = 1000;
const options = { transport: "export" } as const;

/**
 * Runs an export to its end, or until the signal aborts. One process at a time; the next one starts over, in a file
 * of its own. Rejects when this runner may not write it (`export.taken`, `export.ended`, `export.lease_lost`) or a
 * retry may help; after several attempts the export is marked as failed and returned.
 */
export async function runExport(
  runtime: ExportRuntime,
  job: { readonly tenantId: TenantId; readonly exportId: string },
  signal: AbortSignal,
): Promise<ExportView> {
  const { hub, files } = runtime;
  const actor = systemActor(job.tenantId, "export");
  const { output: claimed } = await execute(hub, actor, claimExport, { id: job.exportId }, options);
  const run = new Run(runtime, actor, claimed);
  try {
    for (let attempt = 1; attempt < claimed.attempt; attempt += 1) await files.remove(run.keyOf(attempt));
    return await run.finish(await run.write(signal));
  } catch (error) {
    await files.remove(run.keyOf(claimed.attempt)).catch(() => {}); // housekeeping retries
    if (claimed.attempt >= MOST_ATTEMPTS && !signal.aborted) return run.finish({ error: GIVEN_UP });
    await run.release().catch(() => {}); // the lease expires anyway
    throw error;
  }
}

const GIVEN_UP = {
  code: "export.given_up",
  detail: "Something went wrong on our side, several times. Start it again.",
};

type Result = Parameters<typeof execute>[3];

/** One attempt; each call renews the lease. */
class Run {
  readonly #runtime: ExportRuntime;
  readonly #actor: Actor;
  readonly #export: ExportView;
  readonly #attempt: number;
  readonly #written = { rows: 0, bytes: 0 };
  #lease: string;
  #toldMs = performance.now();

  constructor(runtime: ExportRuntime, actor: Actor, claimed: { lease: string; attempt: number; export: ExportView }) {
    this.#runtime = runtime;
    this.#actor = actor;
    this.#export = claimed.export;
    this.#attempt = claimed.attempt;
    this.#lease = claimed.lease;
  }

  keyOf(attempt: number): string {
    return fileKeyOf(this.#actor.tenantId, this.#export, attempt);
  }

  /** The whole file is one snapshot. */
  async write(signal: AbortSignal): Promise<{ rows: number; bytes: number; sha256: string }> {
    const { hub, files } = this.#runtime;
    const { contentType } = formats[this.#export.format];
    const key = this.keyOf(this.#attempt);
    const stored = await hub.db.transaction(this.#actor.tenantId, async (tx) => {
      await holdSnapshot(tx);
      return files.write(key, this.#pieces(tx, signal), { maxBytes: MAX_BYTES, contentType });
    });
    return { rows: this.#written.rows, ...stored };
  }

  async *#pieces(
    read: Parameters<Parameters<Hub["db"]["transaction"]>[1]>[0],
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const { of, format, filters, columns } = this.#export;
    const { timeZone = "UTC" } = (await readTenant(read)) ?? {};
    const { head, read: piece } = subjects[of].open({ format: formats[format], timeZone, filters, columns });
    yield Buffer.from(head);
    let after: Awaited<ReturnType<typeof piece>>["next"];
    do {
      signal.throwIfAborted();
      const { rows, text, next } = await piece(read, after);
      const bytes = Buffer.from(text);
      this.#written.rows += rows;
      this.#written.bytes += bytes.length;
      yield bytes;
      await this.#tell();
      after = next;
    } while (after !== undefined);
  }

  async #tell(): Promise<void> {
    const { hub, tellEveryMs = TELL_EVERY_MS } = this.#runtime;
    if (performance.now() - this.#toldMs < tellEveryMs) return;
    const { output } = await execute(hub, this.#actor, renewExport, { ...this.#held(), ...this.#written }, options);
    this.#lease = output.lease;
    this.#toldMs = performance.now();
  }

  async finish(result: Result): Promise<ExportView> {
    const { hub } = this.#runtime;
    return (await execute(hub, this.#actor, finishExport, { ...this.#held(), result }, options)).output;
  }

  async release(): Promise<void> {
    await execute(this.#runtime.hub, this.#actor, releaseExport, this.#held(), options);
  }

  #held() {
    return { id: this.#export.id, lease: this.#lease };
  }
}
