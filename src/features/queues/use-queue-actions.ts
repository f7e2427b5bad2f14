"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

/** The limit per call. */
const AT_ONCE = 1000;

/** The actions on a queue. */
export function useQueueActions() {
  const t = useTranslations("queues");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const redrive = trpc.jobs.redriveAll.useMutation();
  const run = trpc.jobs.runNow.useMutation();
  const [busy, setBusy] = useState<string | null>(null);
  const during = async (queue: string, work: () => Promise<void>, failed: string) => {
    setBusy(queue);
    try {
      await work();
    } catch (error) {
      reportFailure(failed, error);
    } finally {
      setBusy(null);
      void utils.jobs.invalidate();
    }
  };
  return {
    /** The queue with a running action. */
    busy,
    runNow: (queue: string) =>
      during(
        queue,
        async () => {
          await run.mutateAsync({ queue });
          notify.done(t("running", { queue }));
        },
        t("notRun", { queue }),
      ),
    /** All of them, in as many calls as needed. */
    redriveAll: (queue: string) =>
      during(
        queue,
        async () => {
          let total = 0;
          let count = AT_ONCE;
          while (count === AT_ONCE) {
            ({ count } = await redrive.mutateAsync({ queue }));
            total += count;
          }
          notify.done(t("redriven", { count: total, queue }));
        },
        t("notRedriven"),
      ),
  };
}
export type QueueActions = ReturnType<typeof useQueueActions>;
