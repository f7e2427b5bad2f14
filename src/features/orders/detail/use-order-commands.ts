"use client";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { notify } from "#components/ui/notify.ts";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { useMe } from "#features/trpc/use-me.ts";
import type { Order } from "../order-news.ts";
import {
  type DirectId,
  isCommandId,
  isDirect,
  isOffered,
  type OrderCommand,
  type OrderCommandId,
  orderCommands,
} from "./order-commands.ts";
import { capturable } from "./order-rules.ts";
import type { OrderActions } from "./use-order-actions.ts";
import type { OrderEdit } from "./use-order-edit.ts";

type OrderCommandsInput = {
  order: Order;
  actions: OrderActions;
  edit: OrderEdit["edit"];
  /** Focus fields of the page. */
  focus: { note: () => void; tags: () => void; assignee: () => void };
};

/** The user's available actions on the order: for its menu and for the command menu. */
export function useOrderCommands({ order, actions, edit, focus }: OrderCommandsInput): readonly OrderCommand[] {
  const t = useTranslations("orderDetail");
  const about = useTranslations("orders")("one", { number: order.number });
  const go = useGo();
  const { me } = useMe();
  const { open, may } = actions;
  const copy = async (text: string, done: string) => {
    await navigator.clipboard.writeText(text);
    notify.done(done);
  };
  const runs: Record<Exclude<OrderCommandId, DirectId>, () => void> = {
    ship: () => open({ kind: "ship" }),
    capture: () => {
      const payment = order.payments.find((each) => capturable(each) > 0);
      if (payment) open({ kind: "capture", paymentId: payment.id });
    },
    pay: () => open({ kind: "pay" }),
    refund: () => open({ kind: "refund" }),
    hold: () => open({ kind: "hold" }),
    note: focus.note,
    tag: focus.tags,
    assignMe: () => void edit(order, { assigneeId: me?.id ?? null }),
    assign: focus.assignee,
    editDraft: () => go(`/orders/new?draft=${order.number}`),
    duplicate: () => go(`/orders/new?copy=${order.number}`),
    copyNumber: () => void copy(order.number, t("copiedNumber")),
    copyLink: () => void copy(location.href, t("copied")),
    discard: () => open({ kind: "discard" }),
    cancel: () => open({ kind: "cancel" }),
  };
  const commands = Object.keys(orderCommands)
    .filter(isCommandId)
    .filter((id) => isOffered(id, order, { ...may, id: me?.id }))
    .map((id) => ({
      id,
      ...orderCommands[id],
      label: t(`action.${id}`),
      run: isDirect(id) ? () => actions.call(id) : runs[id],
    }));
  useRegisterCommands(
    commands.map(({ id, ...face }) => {
      const { label, icon, run } = face;
      return { id: `order-${id}`, label, icon, run, about, ...("keys" in face ? { keys: face.keys } : {}) };
    }),
  );
  return commands;
}
