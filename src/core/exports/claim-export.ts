import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { isLeased, leaseEnd } from "../kernel/lease-end.ts";
import { command } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { exportEnded, exportLeaseLost, exportTaken } from "./errors.ts";
import { isUnderWay, LEASE_MS, viewOf } from "./record.ts";
import { ExportView } from "./schemas.ts";
import { holdExport, lockExport, updateExport } from "./store.ts";

/** A runner's lease: until it expires, no other runner can finish this export. */
const Lease = z.strictObject({ id: Id, lease: Instant });

export const claimExport = command({
  name: "exports.claim",
  summary: "Acquires the lease of an export that no worker holds, and restarts it.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id }),
  output: z.object({ lease: Instant, attempt: z.int(), export: ExportView }),
  failures: [notFound, exportEnded, exportTaken],
  run: async (context, { id }) => {
    const record = await lockExport(context.tx, id);
    if (record === undefined) throw notFound("export", id);
    if (!isUnderWay(record)) throw exportEnded(record.status);
    if (isLeased(record)) throw exportTaken();
    await context.race("exports.claim:read");
    const leaseUntil = leaseEnd(record, LEASE_MS);
    const claimed = {
      ...record,
      status: "running" as const,
      rows: 0,
      bytes: 0,
      attempts: record.attempts + 1,
      leaseUntil,
      startedAt: record.startedAt ?? context.now,
    };
    updateExport(context, claimed);
    return { lease: leaseUntil.toISOString(), attempt: claimed.attempts, export: viewOf(claimed) };
  },
});

export const renewExport = command({
  name: "exports.renew",
  summary: "Renews the lease of a running export and records its progress.",
  scope: "system",
  audience: "operator",
  input: Lease.extend({ rows: z.int(), bytes: z.int() }),
  output: z.object({ lease: Instant }),
  failures: [exportLeaseLost],
  run: async (context, { id, lease, rows, bytes }) => {
    const record = await holdExport(context.tx, { id, lease });
    const leaseUntil = leaseEnd(record, LEASE_MS);
    updateExport(context, { ...record, rows, bytes, leaseUntil });
    return { lease: leaseUntil.toISOString() };
  },
});

/** So that the next runner need not wait for the lease to expire. */
export const releaseExport = command({
  name: "exports.release",
  summary: "Releases the lease of a running export.",
  scope: "system",
  audience: "operator",
  input: Lease,
  output: z.object({}),
  failures: [exportLeaseLost],
  run: async (context, held) => {
    const record = await holdExport(context.tx, held);
    updateExport(context, { ...record, leaseUntil: null });
    return {};
  },
});
