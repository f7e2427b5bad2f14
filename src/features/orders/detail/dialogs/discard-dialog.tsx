"use client";
import { useTranslations } from "use-intl";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";

export function DiscardDialog({ order, orderRef, onClose }: OrderDialogProps) {
  const t = useTranslations("orderDialog.discard");
  const command = useDialogCommand(orderRef, onClose);
  const submit = () =>
    void command.run({
      call: (client, options) => client.orders.discardDraft.mutate({ id: order.id, ifVersion: order.version }, options),
      done: () => t("done"),
    });
  return (
    <ActionDialog
      {...command}
      name="discard"
      order={order}
      title={t("title")}
      body={t("body")}
      submit={t("submit")}
      tone="danger"
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
