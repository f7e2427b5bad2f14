import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { refuseUnread } from "./access.ts";
import { exportEnded } from "./errors.ts";
import { exportCancelled } from "./events.ts";
import { factsOf, isUnderWay, viewOf } from "./record.ts";
import { ExportView } from "./schemas.ts";
import { lockExport, updateExport } from "./store.ts";

export const cancelExport = command({
  name: "exports.cancel",
  summary: "Cancels an export and discards what was written.",
  scope: "any",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: ExportView,
  failures: [notFound, exportEnded],
  examples: { output: { status: "cancelled" } },
  run: async (context, { id }) => {
    const record = await lockExport(context.tx, id);
    if (record === undefined) throw notFound("export", id);
    refuseUnread(context.actor, record.of);
    if (!isUnderWay(record)) throw exportEnded(record.status);
    await context.race("exports.cancel:read");
    const cancelled = { ...record, status: "cancelled" as const, leaseUntil: null, finishedAt: context.now };
    updateExport(context, cancelled);
    context.emit(exportCancelled(id, factsOf(cancelled)));
    return viewOf(cancelled);
  },
});
