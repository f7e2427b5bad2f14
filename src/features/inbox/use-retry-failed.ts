"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

/** The server's limit per transaction. */
const AT_ONCE = 1000;

/** Reruns all failed messages of a source, a thousand at a time. */
export function useRetryFailed() {
  const t = useTranslations("inbox");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const retry = trpc.inbound.retryFailed.useMutation();
  const [busy, setBusy] = useState(false);
  const run = async (source: { id: string; name: string }, since?: string): Promise<void> => {
    setBusy(true);
    let total = 0;
    try {
      let count = AT_ONCE;
      while (count === AT_ONCE) {
        ({ count } = await retry.mutateAsync({ id: source.id, ...(since ? { since } : {}) }));
        total += count;
      }
      notify.done(t("retriedFailed", { count: total, source: source.name }));
    } catch (error) {
      reportFailure(t("notRetried"), error);
    } finally {
      setBusy(false);
      void utils.inbound.listMessages.invalidate();
      void utils.inbound.counts.invalidate();
      void utils.inbound.getSource.invalidate({ id: source.id });
    }
  };
  return { busy, run };
}
