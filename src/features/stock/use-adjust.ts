"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import type { AdjustReason } from "#features/stock/adjustment.ts";
import type { Level } from "#features/stock/stock-params.ts";
import { useLocationName } from "#features/stock/use-location-name.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

/** Books an adjustment with undo, which books the opposite as a correction. */
export function useAdjust({ sku, location }: Level, onBooked: () => void) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const place = useLocationName()(location);
  const readAgain = () => {
    void utils.inventory.levels.invalidate();
    void utils.inventory.movements.invalidate({ sku, location });
  };
  const onError = (error: unknown) => reportFailure(t("stock.notBooked"), error);
  const adjust = trpc.inventory.adjust.useMutation();
  /** Calls the server directly: the form is unmounted before an undo. */
  const undo = (delta: number) =>
    utils.client.inventory.adjust.mutate({ sku, location, delta: -delta, reason: "correction" }).then(({ onHand }) => {
      readAgain();
      notify.done(t("stock.undone", { sku, onHand }));
    }, onError);
  const book = (delta: number, reason: AdjustReason, reference: string) =>
    adjust.mutate(
      { sku, location, delta, reason, ...(reference ? { reference } : {}) },
      {
        onError,
        onSuccess: ({ onHand }) => {
          readAgain();
          onBooked();
          notify.done(t("stock.booked", { sku, onHand, location: place }), {
            undo: { label: t("ui.undo"), run: () => void undo(delta) },
          });
        },
      },
    );
  return { book, busy: adjust.isPending };
}
