"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { Order } from "../order-news.ts";
import { type Edit, fieldsOf, updateOf } from "./order-fields.ts";
import { useKeepOrder } from "./use-order.ts";

export type OrderEdit = ReturnType<typeof useOrderEdit>;

/** Edits that show at once. What others changed meanwhile is joined, or shown as a difference to decide. */
export function useOrderEdit(ref: string) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const keep = useKeepOrder(ref);
  const report = useReportFailure();
  const saving = useVersionedSave<Order>({
    toFields: fieldsOf,
    read: () => utils.client.orders.get.query({ id: ref }),
    write: (now, fields, changed) =>
      changed.length === 0 ? Promise.resolve(now) : utils.client.orders.update.mutate(updateOf(now, fields, changed)),
    onSaved: (saved, joined) => {
      keep(saved);
      if (joined) notify.info(t("orderDetail.joined"));
    },
    onFailed: (error) => {
      report(t("orderDialog.failed.edit"), error);
      void utils.orders.get.invalidate({ id: ref });
    },
  });
  /** `base` is the order as it was when the edit began. */
  const edit = (base: Order, change: Edit) => {
    utils.orders.get.setData({ id: ref }, (now) => now && { ...now, ...change });
    return saving.save(base, fieldsOf({ ...base, ...change }));
  };
  const dismiss = () => {
    saving.dismiss();
    void utils.orders.get.invalidate({ id: ref });
  };
  return { edit, saving: saving.saving, conflict: saving.conflict, resolve: saving.resolve, dismiss };
}
