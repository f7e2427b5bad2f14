import { z } from "zod";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { checkUpload, type UploadFiles } from "#core/uploads/check-upload.ts";
import { type Job, job } from "./job.ts";

export function createUploadJobs(files: UploadFiles): readonly Job[] {
  const check = job({
    name: "uploads.check",
    description: "Verifies an uploaded file against its announced size and hash.",
    priority: 5,
    on: ["upload.arrived"],
    data: z.looseObject({ tenantId: z.uuid(), uploadId: z.uuid() }),
    retry: { limit: 20, delayS: 1, longestDelayS: 600 },
    leaseS: 3600,
    heartbeatS: 30,
    run: async ({ hub }, { tenantId, uploadId }) => {
      await checkUpload({ hub, files }, { tenantId: asTenantId(tenantId), uploadId }).catch((error: unknown) => {
        if (!isHubError(error) || error.kind !== "not_found") throw error; // cancelled and deleted concurrently
      });
    },
  });
  return [check];
}
