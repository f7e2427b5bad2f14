import { z } from "zod";
import { runImport } from "#core/imports/run-import.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import type { Providers } from "#integrations/payments/port.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import { allocateFreed } from "./allocate-freed.ts";
import { askProvider } from "./ask-provider.ts";
import { cancelSkipped } from "./cancel-skipped.ts";
import { createErpJobs, type ErpJobDeps } from "./erp/erp-jobs.ts";
import { createExportJobs } from "./exports.ts";
import { createFileKeepingJobs } from "./file-keeping.ts";
import { refreshHome } from "./home-figures.ts";
import {
  changeMonths,
  endHolds,
  endSessions,
  forgetAnswers,
  forgetGrants,
  forgetNonces,
  rotateSigningKeys,
} from "./housekeeping.ts";
import { forgetMessages, processInbound } from "./inbound.ts";
import { type Job, job } from "./job.ts";
import type { MailDeps } from "./mails/mail-consumer.ts";
import { createRetiredMailJobs } from "./mails/retired-jobs.ts";
import { closeStations, forgetPacking } from "./packing.ts";
import { createReconciliationJobs, type ReconciliationDeps } from "./reconciliation.ts";
import { createSchedules, type ScheduleDeps } from "./schedules.ts";
import { indexSearch } from "./search-index.ts";
import { createUploadJobs } from "./uploads.ts";

/** The external services that jobs use. */
export interface JobDeps extends MailDeps, ReconciliationDeps, ScheduleDeps, ErpJobDeps {
  readonly providers: Providers;
  readonly files: FileStore;
}

/** Every job that this version can run. */
export function createJobs(deps: JobDeps): readonly Job[] {
  const { providers, files } = deps;
  const askForPayment = job({
    name: "payments.ask",
    description: "Asks a payment provider to move money.",
    priority: 10,
    on: ["payment.requested"],
    needs: ["payments:write"],
    data: z.looseObject({ tenantId: z.uuid() }),
    retry: { limit: 20, delayS: 1, longestDelayS: 3600 },
    leaseS: 60,
    width: 2,
    run: async ({ hub }, { tenantId, ...asked }) => askProvider({ hub, providers }, asTenantId(tenantId), asked),
  });
  const importFile = job({
    name: "imports.run",
    description: "Processes the rows of an uploaded file.",
    on: ["import.started"],
    needs: ["imports:write"],
    data: z.looseObject({ tenantId: z.uuid(), importId: z.uuid() }),
    retry: { limit: 50, delayS: 2, longestDelayS: 60 },
    leaseS: 86_400,
    heartbeatS: 30,
    run: async ({ hub, signal }, { tenantId, importId }) => {
      const wanted = { tenantId: asTenantId(tenantId), importId };
      await runImport({ hub, files }, wanted, signal).catch((error: unknown) => {
        if (!isHubError(error) || error.code !== "import.ended") throw error; // stopped by a user: nothing is left
      });
    },
  });
  return [
    askForPayment,
    importFile,
    ...createExportJobs(files),
    ...createUploadJobs(files),
    ...createFileKeepingJobs(files),
    allocateFreed,
    cancelSkipped,
    endHolds,
    endSessions,
    closeStations,
    forgetPacking,
    forgetAnswers,
    forgetNonces,
    forgetGrants,
    rotateSigningKeys,
    changeMonths,
    processInbound,
    forgetMessages,
    indexSearch,
    refreshHome,
    ...createRetiredMailJobs(deps),
    ...createReconciliationJobs(deps),
    ...createErpJobs(deps),
    ...createSchedules(deps),
  ];
}
