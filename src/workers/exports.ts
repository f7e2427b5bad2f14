import { z } from "zod";
import { type ExportFiles, runExport } from "#core/exports/run-export.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { type Job, job } from "./job.ts";

/** Cancelled, or being written by another process: nothing to do. */
const NOT_OURS = new Set(["export.ended", "export.lease_lost", "resource.not_found"]);

export function createExportJobs(files: ExportFiles): readonly Job[] {
  const writeFile = job({
    name: "exports.run",
    description: "Writes a list to a file.",
    on: ["export.started"],
    data: z.looseObject({ tenantId: z.uuid(), exportId: z.uuid() }),
    retry: { limit: 50, delayS: 2, longestDelayS: 60 },
    leaseS: 86_400,
    heartbeatS: 15,
    run: async ({ hub, signal }, { tenantId, exportId }) => {
      const wanted = { tenantId: asTenantId(tenantId), exportId };
      await runExport({ hub, files }, wanted, signal).catch((error: unknown) => {
        if (!isHubError(error) || !NOT_OURS.has(error.code)) throw error;
      });
    },
  });
  return [writeFile];
}
