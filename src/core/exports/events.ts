import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { ExportFormat, ExportStatus, ExportSubject } from "./schemas.ts";

const ExportFacts = z.object({
  exportId: z.string(),
  of: ExportSubject,
  format: ExportFormat,
  status: ExportStatus,
});

const exported = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "export", data: ExportFacts.extend(more) });

/** A worker starts the export on this event. */
export const exportStarted = exported("export.started", "An export was started.", {});
export const exportCancelled = exported("export.cancelled", "An export was cancelled.", {});
export const exportFinished = exported("export.finished", "An export completed or failed.", {
  rows: z.int(),
  bytes: z.int(),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
