"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import type { Order } from "../order-news.ts";
import { type DirectId, directCalls } from "./order-commands.ts";
import type { OpenDialog } from "./order-dialogs.tsx";
import { canHold, canPay, canShip, nextStep } from "./order-rules.ts";
import { useCommand } from "./use-command.ts";
import type { useNeighbours } from "./use-neighbours.ts";

export type OrderActions = ReturnType<typeof useOrderActions>;

/** The actions on the displayed order, by pointer and by keys. */
export function useOrderActions(order: Order, orderRef: string) {
  const t = useTranslations("orderDialog");
  const { can } = useMe();
  const [dialog, open] = useState<OpenDialog | null>(null);
  const command = useCommand(orderRef);
  const may = { orders: can("orders:write"), payments: can("payments:write") };
  const call = (id: DirectId) =>
    void command.run({
      name: id,
      call: ({ orders }, options) => directCalls[id](orders, { id: order.id, ifVersion: order.version }, options),
      done: ({ number }) => t(`done.${id}`, { number }),
    });
  const step = nextStep(order);
  const needsPayments = step?.kind === "pay" || step?.kind === "refund" || step?.kind === "capture";
  const allowed = step !== null && (needsPayments ? may.payments : may.orders);
  const takeStep = () => {
    if (step === null) return;
    if (step.kind === "confirm" || step.kind === "release") call(step.kind);
    else open(step);
  };
  return {
    dialog,
    open: (next: OpenDialog) => open(next),
    close: () => open(null),
    call,
    may,
    busy: command.busy,
    step: allowed ? step : null,
    takeStep,
  };
}

type KeysOptions = {
  order: Order;
  actions: OrderActions;
  beside: ReturnType<typeof useNeighbours>;
  writeNote: () => void;
};

export function useOrderKeys({ order, actions, beside, writeNote }: KeysOptions): void {
  const t = useTranslations("orderDetail");
  const go = useGo();
  const { open, call, may } = actions;
  const page = { group: "page" } as const;
  useShortcut(
    { ...page, keys: "s", label: t("action.ship"), run: () => open({ kind: "ship" }) },
    may.orders && canShip(order),
  );
  useShortcut(
    { ...page, keys: "p", label: t("action.pay"), run: () => open({ kind: "pay" }) },
    may.payments && canPay(order),
  );
  useShortcut(
    {
      ...page,
      keys: "h",
      label: order.onHold ? t("action.release") : t("action.hold"),
      run: () => (order.onHold ? call("release") : open({ kind: "hold" })),
    },
    may.orders && (order.onHold || canHold(order)),
  );
  useShortcut(
    {
      ...page,
      keys: "e",
      label: t("action.edit"),
      run: () => (order.status === "draft" ? go(`/orders/new?draft=${order.number}`) : open({ kind: "address" })),
    },
    may.orders,
  );
  useShortcut({ ...page, keys: "n", label: t("action.note"), run: writeNote }, may.orders);
  useShortcut({ ...page, keys: "j", label: t("next"), run: () => beside.toNext?.() }, beside.known);
  useShortcut({ ...page, keys: "k", label: t("previous"), run: () => beside.toPrevious?.() }, beside.known);
  useShortcut({ ...page, keys: "u", label: t("backToList"), run: () => go(beside.back) });
}
