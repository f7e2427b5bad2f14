import { principalOf } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { refuseUnread } from "./access.ts";
import { csvColumns, ndjsonColumns } from "./column-schemas.ts";
import { exportStarted } from "./events.ts";
import { type ExportRecord, factsOf, KEPT_MS, viewOf } from "./record.ts";
import { ExportView, StartExportInput } from "./schemas.ts";
import { insertExport } from "./store.ts";

export const startExport = command({
  name: "exports.start",
  summary: "Starts an export of a list to a file, as CSV or NDJSON.",
  scope: "any",
  audience: "public",
  input: StartExportInput,
  output: ExportView,
  failures: [],
  examples: { output: { status: "queued", sha256: null, startedAt: null, finishedAt: null } },
  run: async (context, { of, format, filters, columns }) => {
    refuseUnread(context.actor, of);
    const record: ExportRecord = {
      id: newId(),
      of,
      format,
      filters: { ...filters },
      columns: columns ?? (format === "csv" ? csvColumns : ndjsonColumns)[of],
      status: "queued",
      error: null,
      rows: 0,
      bytes: 0,
      attempts: 0,
      sha256: null,
      leaseUntil: null,
      createdBy: principalOf(context.actor),
      createdAt: context.now,
      startedAt: null,
      finishedAt: null,
      expiresAt: new Date(context.now.getTime() + KEPT_MS),
    };
    insertExport(context, record);
    context.emit(exportStarted(record.id, factsOf(record)));
    return viewOf(record);
  },
});
