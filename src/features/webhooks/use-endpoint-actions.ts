"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { Endpoint, EndpointSettings, Waiting } from "#features/webhooks/endpoint-params.ts";

/** Pause and resume, each with the other as its undo. */
export function useEndpointActions({ id, pending }: Pick<Endpoint, "id" | "pending">) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const told = (settings: EndpointSettings) => {
    utils.webhooks.getEndpoint.setData({ id }, (known) => known && { ...known, ...settings });
    void utils.webhooks.getEndpoint.invalidate({ id });
    void utils.webhooks.listEndpoints.invalidate();
    void utils.webhooks.overview.invalidate();
    void utils.webhooks.listDeliveries.invalidate();
  };
  const resume = trpc.webhooks.resumeEndpoint.useMutation({
    onSuccess: (settings, { waiting }) => {
      told(settings);
      const words = waiting === "cancel" ? "webhooks.resumedWithout" : "webhooks.resumedWaiting";
      notify.done(t("webhooks.resumed"), pending > 0 ? { description: t(words) } : {});
    },
    onError: (error) => reportFailure(t("webhooks.notResumed"), error),
  });
  const pause = trpc.webhooks.pauseEndpoint.useMutation({
    onSuccess: (settings) => {
      told(settings);
      notify.done(t("webhooks.paused"), { undo: { label: t("ui.undo"), run: () => resume.mutate({ id }) } });
    },
    onError: (error) => reportFailure(t("webhooks.notPaused"), error),
  });
  return {
    pause: () => pause.mutate({ id }),
    resume: (waiting: Waiting) => resume.mutateAsync({ id, waiting }),
    busy: pause.isPending ? "pause" : resume.isPending ? "resume" : null,
  } as const;
}
