import { z } from "zod";
import type { ImportFiles } from "#core/imports/files.ts";
import { runImport } from "#core/imports/run-import.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import type { Providers } from "#integrations/payments/port.ts";
import { allocateFreed } from "./allocate-freed.ts";
import { askProvider } from "./ask-provider.ts";
import { changeMonths, endHolds, endSessions, forgetAnswers } from "./housekeeping.ts";
import { forgetMessages, processInbound } from "./inbound.ts";
import { type Job, job } from "./job.ts";

/** The outside world that jobs deal with. */
export interface JobDeps {
  readonly providers: Providers;
  readonly files: ImportFiles;
}

/** Every job that this version knows how to do. */
export function createJobs({ providers, files }: JobDeps): readonly Job[] {
  const askForPayment = job({
    name: "payments.ask",
    on: ["payment.requested"],
    data: z.looseObject({ tenantId: z.uuid() }),
    retry: { limit: 20, delayS: 1, longestDelayS: 3600 },
    leaseS: 60,
    width: 2,
    run: async ({ hub }, { tenantId, ...asked }) => askProvider({ hub, providers }, asTenantId(tenantId), asked),
  });
  const importFile = job({
    name: "imports.run",
    on: ["import.started"],
    data: z.looseObject({ tenantId: z.uuid(), importId: z.uuid() }),
    retry: { limit: 50, delayS: 2, longestDelayS: 60 },
    leaseS: 86_400,
    heartbeatS: 30,
    run: async ({ hub, signal }, { tenantId, importId }) => {
      const wanted = { tenantId: asTenantId(tenantId), importId };
      await runImport({ hub, files }, wanted, signal).catch((error: unknown) => {
        if (!isHubError(error) || error.code !== "import.ended") throw error; // somebody has stopped it: nothing is left
      });
    },
  });
  return [
    askForPayment,
    importFile,
    allocateFreed,
    endHolds,
    endSessions,
    forgetAnswers,
    changeMonths,
    processInbound,
    forgetMessages,
  ];
}
