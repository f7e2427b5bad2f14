"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { capturable } from "../order-rules.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { useMoneyText } from "./use-money-text.ts";

type PaymentDialogProps = OrderDialogProps & { paymentId: string };

const paymentIn = ({ order, paymentId }: PaymentDialogProps) =>
  order.payments.find((payment) => payment.id === paymentId);

export function CaptureDialog(props: PaymentDialogProps) {
  const { order, orderRef, paymentId, onClose } = props;
  const t = useTranslations("orderDialog.capture");
  const money = useMoneyText(order.currency);
  const command = useDialogCommand(orderRef, onClose);
  const [typed, setTyped] = useState<number | null | undefined>();
  const payment = paymentIn(props);
  const open = payment ? Math.min(capturable(payment), Math.max(0, order.totals.due)) : 0;
  const amount = typed === undefined ? open : typed;
  const valid = amount !== null && amount >= 1 && amount <= open;
  const submit = () => {
    if (!valid) return;
    void command.run({
      call: (client, options) =>
        client.payments.capture.mutate({ orderId: order.id, ifVersion: order.version, paymentId, amount }, options),
      done: () => t(payment?.method === "manual" ? "done" : "requested", { amount: money(amount) }),
    });
  };
  return (
    <ActionDialog
      {...command}
      name="capture"
      order={order}
      title={t("title")}
      body={t("body", { open: money(open) })}
      submit={t("submit", { amount: money(amount ?? 0) })}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("amount")} error={valid ? undefined : t("tooMuch", { amount: money(open) })}>
        <MoneyInput value={amount} onValueChange={setTyped} currency={order.currency} />
      </Field>
    </ActionDialog>
  );
}

export function VoidDialog(props: PaymentDialogProps) {
  const { order, orderRef, paymentId, onClose } = props;
  const t = useTranslations("orderDialog.void");
  const money = useMoneyText(order.currency);
  const command = useDialogCommand(orderRef, onClose);
  const payment = paymentIn(props);
  const amount = money(payment ? capturable(payment) : 0);
  const submit = () =>
    void command.run({
      call: (client, options) =>
        client.payments.void.mutate({ orderId: order.id, ifVersion: order.version, paymentId }, options),
      done: () => t("done"),
    });
  return (
    <ActionDialog
      {...command}
      name="void"
      order={order}
      title={t("title")}
      body={t("body", { amount })}
      submit={t("submit", { amount })}
      tone="danger"
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
