"use client";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { changesIn, type Order } from "../order-news.ts";
import type { Entry } from "./entries.ts";
import { type Edit, fieldsOf, updateOf } from "./order-fields.ts";
import { useKeepOrder } from "./use-order.ts";

const RECENT = 10;
const isEditable = (field: string): field is keyof Edit =>
  ["tags", "notes", "assigneeId", "customer", "shippingAddress"].includes(field);

export type OrderEdit = ReturnType<typeof useOrderEdit>;

/** Optimistic edits. Concurrent changes are merged, or shown as a conflict. */
export function useOrderEdit(ref: string) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const keep = useKeepOrder(ref);
  const report = useReportFailure();
  const rival = useRef<Entry | null>(null);
  const resolved = useRef(false);
  const tellJoined = () => {
    const fields = changesIn(rival.current?.data).flatMap(({ field }) =>
      isEditable(field) ? t(`orderDetail.conflict.field.${field}`) : [],
    );
    const name = rival.current?.actor.name;
    if (name && fields.length > 0)
      notify.info(
        t("orderDetail.joinedBy", { name, fields: fields.join(", ").toLowerCase() }),
        t("orderDetail.bothKept"),
      );
    else notify.info(t("orderDetail.joined"));
  };
  const saving = useVersionedSave<Order>({
    toFields: fieldsOf,
    read: async () => {
      const [now, { data }] = await Promise.all([
        utils.client.orders.get.query({ id: ref }),
        utils.client.orders.timeline.query({ id: ref, limit: RECENT }),
      ]);
      rival.current = data.find((entry) => entry.type === "order.updated") ?? null;
      return now;
    },
    write: (now, fields, changed) =>
      changed.length === 0 ? Promise.resolve(now) : utils.client.orders.update.mutate(updateOf(now, fields, changed)),
    onSaved: (saved, joined) => {
      keep(saved);
      if (joined && !resolved.current) tellJoined();
      resolved.current = false;
      rival.current = null;
    },
    onFailed: (error) => {
      report(t("orderDialog.failed.edit"), error);
      void utils.orders.get.invalidate({ id: ref });
    },
  });
  /** `base` is the order at the start of the edit. */
  const edit = (base: Order, change: Edit) => {
    utils.orders.get.setData({ id: ref }, (now) => now && { ...now, ...change });
    return saving.save(base, fieldsOf({ ...base, ...change }));
  };
  const resolve: typeof saving.resolve = (choices) => {
    resolved.current = true;
    return saving.resolve(choices);
  };
  const dismiss = () => {
    saving.dismiss();
    void utils.orders.get.invalidate({ id: ref });
  };
  return { edit, saving: saving.saving, conflict: saving.conflict, resolve, dismiss };
}
