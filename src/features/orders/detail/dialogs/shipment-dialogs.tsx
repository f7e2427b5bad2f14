"use client";
import { useTranslations } from "use-intl";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";

type ShipmentDialogProps = OrderDialogProps & { shipmentId: string };

export function DeliverDialog({ order, orderRef, shipmentId, onClose }: ShipmentDialogProps) {
  const t = useTranslations("orderDialog.deliver");
  const command = useDialogCommand(orderRef, onClose);
  const submit = () =>
    void command.run({
      call: (client, options) => client.shipments.deliver.mutate({ orderId: order.id, shipmentId }, options),
      done: () => t("done"),
    });
  return (
    <ActionDialog
      {...command}
      name="deliver"
      order={order}
      title={t("title")}
      body={t("body")}
      submit={t("submit")}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}

export function CallBackDialog({ order, orderRef, shipmentId, onClose }: ShipmentDialogProps) {
  const t = useTranslations("orderDialog.cancelShipment");
  const command = useDialogCommand(orderRef, onClose);
  const submit = () =>
    void command.run({
      call: (client, options) => client.shipments.cancel.mutate({ orderId: order.id, shipmentId }, options),
      done: () => t("done"),
    });
  return (
    <ActionDialog
      {...command}
      name="cancelShipment"
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
