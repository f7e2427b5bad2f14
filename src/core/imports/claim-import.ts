import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { isLeased, leaseEnd } from "../kernel/lease-end.ts";
import { command } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { fileChanged, importEnded, importTaken, leaseLost } from "./errors.ts";
import { LEASE_MS, viewOf } from "./record.ts";
import { ImportView } from "./schemas.ts";
import { holdImport, lockImport, updateImport } from "./store.ts";

/** A runner's lease: until it expires, no other runner books for this import. */
const Lease = z.strictObject({ id: Id, lease: Instant });

const Held = z.object({
  lease: Instant,
  import: ImportView,
  fileKey: z.string(),
  checkpoint: z.object({ start: z.int(), line: z.int() }).meta({ id: "ImportCheckpointView" }).nullable(),
});

export const claimImport = command({
  name: "imports.claim",
  summary: "Acquires the lease of an import that no worker holds.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id }),
  output: Held,
  failures: [notFound, importEnded, importTaken],
  run: async (context, { id }) => {
    const record = await lockImport(context.tx, id);
    if (record === undefined) throw notFound("import", id);
    if (record.status !== "queued" && record.status !== "running") throw importEnded(record.status);
    if (isLeased(record)) throw importTaken();
    await context.race("imports.claim:read");
    const leaseUntil = leaseEnd(record, LEASE_MS);
    const startedAt = record.startedAt ?? context.now;
    const claimed = { ...record, status: "running" as const, leaseUntil, startedAt };
    updateImport(context, claimed);
    const { fileKey, progress } = claimed;
    return { lease: leaseUntil.toISOString(), import: viewOf(claimed), fileKey, checkpoint: progress.checkpoint };
  },
});

/** Renews the lease while nothing is booked yet, and saves what was learnt of the file. */
export const renewImport = command({
  name: "imports.renew",
  summary: "Renews the lease of a running import.",
  scope: "system",
  audience: "operator",
  input: Lease.extend({
    file: z.strictObject({ hash: z.string(), bytes: z.int() }).meta({ id: "ImportFile" }).optional(),
    rowsTotal: z.int().optional(),
  }),
  output: z.object({ lease: Instant }),
  failures: [leaseLost, fileChanged],
  run: async (context, { id, lease, file, rowsTotal }) => {
    const record = await holdImport(context.tx, { id, lease });
    if (file !== undefined && record.fileHash !== "" && record.fileHash !== file.hash) throw fileChanged();
    const leaseUntil = leaseEnd(record, LEASE_MS);
    const progress = {
      ...record.progress,
      totalBytes: file?.bytes ?? record.progress.totalBytes,
      rowsTotal: rowsTotal ?? record.progress.rowsTotal,
    };
    const fileHash = file?.hash ?? record.fileHash;
    updateImport(context, { ...record, fileHash, fileBytes: file?.bytes ?? record.fileBytes, progress, leaseUntil });
    return { lease: leaseUntil.toISOString() };
  },
});

/** So that the next runner need not wait for the lease to expire. */
export const releaseImport = command({
  name: "imports.release",
  summary: "Releases the lease of a running import.",
  scope: "system",
  audience: "operator",
  input: Lease,
  output: z.object({}),
  failures: [leaseLost],
  run: async (context, held) => {
    const record = await holdImport(context.tx, held);
    updateImport(context, { ...record, leaseUntil: null });
    return {};
  },
});
