"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import type { Delivery } from "#features/deliveries/delivery-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

/** The actions on one delivery. */
export function useDeliveryActions({ id }: { id: string }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const told = (delivery: Delivery) => {
    utils.webhooks.getDelivery.setData({ id }, (known) => known && { ...known, ...delivery });
    void utils.webhooks.getDelivery.invalidate({ id });
    void utils.webhooks.listDeliveries.invalidate();
    void utils.webhooks.overview.invalidate();
  };
  const retry = trpc.webhooks.retryDelivery.useMutation({
    onSuccess: (delivery) => {
      told(delivery);
      const { waitingFor } = delivery;
      if (waitingFor === null) return notify.done(t("deliveries.retried"));
      notify.done(t("deliveries.retryWaits"), { description: t(`deliveries.waits.${waitingFor}`) });
    },
    onError: (error) => reportFailure(t("deliveries.notRetried"), error),
  });
  const cancel = trpc.webhooks.cancelDelivery.useMutation({
    onSuccess: (delivery) => {
      told(delivery);
      notify.done(t("deliveries.cancelled"));
    },
    onError: (error) => reportFailure(t("deliveries.notCancelled"), error),
  });
  const mute = trpc.webhooks.muteDelivery.useMutation({
    onSuccess: (delivery, { muted = true }) => {
      told(delivery);
      const undo = { label: t("ui.undo"), run: () => mute.mutate({ id, muted: false }) };
      notify.done(t(muted ? "deliveries.muted" : "deliveries.unmuted"), muted ? { undo } : {});
    },
    onError: (error) => reportFailure(t("deliveries.notMuted"), error),
  });
  return {
    retry: () => retry.mutate({ id }),
    cancel: () => cancel.mutate({ id }),
    setMuted: (muted: boolean) => mute.mutate({ id, muted }),
    busy: retry.isPending ? "retry" : cancel.isPending ? "cancel" : mute.isPending ? "mute" : null,
  } as const;
}
