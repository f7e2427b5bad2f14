import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id, Instant } from "../kernel/shapes.ts";
import { exportLeaseLost } from "./errors.ts";
import { exportFinished } from "./events.ts";
import { type ExportRecord, factsOf, KEPT_MS, viewOf } from "./record.ts";
import { ExportView } from "./schemas.ts";
import { holdExport, updateExport } from "./store.ts";

const Written = z.strictObject({ rows: z.int(), bytes: z.int(), sha256: z.string() }).meta({ id: "WrittenExport" });
const Failed = z
  .strictObject({ error: z.strictObject({ code: z.string(), detail: z.string() }).meta({ id: "ExportFailure" }) })
  .meta({ id: "FailedExport" });

export const finishExport = command({
  name: "exports.finish",
  summary: "Completes an export with its file, or marks it as failed.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id, lease: Instant, result: z.union([Written, Failed]) }),
  output: ExportView,
  failures: [exportLeaseLost],
  run: async (context, { id, lease, result }) => {
    const record = await holdExport(context.tx, { id, lease });
    const ended = { leaseUntil: null, finishedAt: context.now, expiresAt: new Date(context.now.getTime() + KEPT_MS) };
    const finished: ExportRecord =
      "error" in result
        ? { ...record, ...ended, status: "failed", error: result.error }
        : { ...record, ...ended, ...result, status: "done" };
    updateExport(context, finished);
    const { rows, bytes, error } = finished;
    context.emit(exportFinished(id, { ...factsOf(finished), rows, bytes, error }));
    return viewOf(finished);
  },
});
