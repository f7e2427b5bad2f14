"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Order } from "../../order-news.ts";
import { refundable, refundableOf } from "../order-rules.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { RefundLines } from "./refund-lines.tsx";
import { useMoneyText } from "./use-money-text.ts";
import { useRefundPicks } from "./use-refund-picks.ts";

const ANY = "any";

/** The amount due back by default; without one the dialog is for returned goods. */
const firstBy = ({ totals, lines }: Order): "amount" | "lines" =>
  totals.due < 0 || lines.every(({ refundable: { quantity } }) => quantity === 0) ? "amount" : "lines";

export function RefundDialog({ order, orderRef, paymentId, onClose }: OrderDialogProps & { paymentId?: string }) {
  const t = useTranslations();
  const text = useTranslations("orderDialog.refund");
  const money = useMoneyText(order.currency);
  const command = useDialogCommand(orderRef, onClose);
  const payments = order.payments.filter((payment) => refundable(payment) > 0);
  const [by, setBy] = useState(firstBy(order));
  const [from, setFrom] = useState(paymentId ?? ANY);
  const [typed, setTyped] = useState<number | null | undefined>();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const byLines = useRefundPicks(order);
  const chosen = payments.find((payment) => payment.id === from);
  const most = chosen ? refundable(chosen) : refundableOf(order);
  const suggested = order.totals.due < 0 ? Math.min(most, -order.totals.due) : most;
  const amount = by === "lines" ? byLines.amount : typed === undefined ? suggested : typed;
  const valid = amount !== null && amount >= 1 && amount <= most;
  const submit = () => {
    setTried(true);
    if (!valid || reason.trim() === "") return;
    const what = by === "amount" ? { amount } : { lines: byLines.lines };
    const source = chosen ? { paymentId: chosen.id } : {};
    const input = { orderId: order.id, ifVersion: order.version, reason: reason.trim(), ...what, ...source };
    void command.run({
      call: (client, options) => client.payments.refund.mutate(input, options),
      done: () => text("done", { amount: money(amount) }),
    });
  };
  return (
    <ActionDialog
      {...command}
      name="refund"
      order={order}
      size="md"
      title={text("title", { number: order.number })}
      body={text("body", { refundable: money(refundableOf(order)) })}
      submit={text("submit", { amount: money(amount ?? 0) })}
      disabled={!valid}
      tone="danger"
      onSubmit={submit}
      onClose={onClose}
    >
      <Segmented
        label={text("by")}
        value={by}
        onValueChange={setBy}
        segments={[
          { value: "amount", label: text("byAmount") },
          { value: "lines", label: text("byLines") },
        ]}
        className="w-fit"
      />
      {by === "amount" ? (
        <Field label={text("amount")} error={valid ? undefined : text("tooMuch", { amount: money(most) })}>
          <MoneyInput value={amount} onValueChange={setTyped} currency={order.currency} />
        </Field>
      ) : (
        <RefundLines order={order} picks={byLines} most={most} />
      )}
      {payments.length > 1 ? (
        <Field label={text("payment")}>
          <Select
            value={from}
            onValueChange={setFrom}
            options={[
              { value: ANY, label: text("anyPayment") },
              ...payments.map((payment) => ({
                value: payment.id,
                label: `${t(`orderDetail.money.method.${payment.method}`)} · ${money(refundable(payment))}`,
              })),
            ]}
          />
        </Field>
      ) : null}
      <Field
        label={text("reason")}
        hint={text("reasonHint")}
        error={tried && reason.trim() === "" ? t("orderDialog.required") : undefined}
        required
      >
        <Input data-first-field maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Alert>{text("stock")}</Alert>
    </ActionDialog>
  );
}
