"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Order } from "../../order-news.ts";
import { capturable, openUnits, type OrderLine } from "../order-rules.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { LinePicker, pickedUnits, type Picks, picksToLines } from "./line-picker.tsx";
import { useMoneyText } from "./use-money-text.ts";

export function CancelDialog({ order, orderRef, onClose }: OrderDialogProps) {
  const t = useTranslations("orderDialog.cancel");
  const required = useTranslations("orderDialog")("required");
  const command = useDialogCommand(orderRef, onClose);
  const [what, setWhat] = useState<"whole" | "part">("whole");
  const [picks, setPicks] = useState<Picks>({});
  const [reason, setReason] = useState("");
  const [restock, setRestock] = useState(true);
  const [tried, setTried] = useState(false);
  const lines = order.lines.filter((line) => openUnits(line) > 0);
  const begun = order.lines.some((line) => line.fulfilled > 0);
  const units = pickedUnits(picks);
  const rest = begun ? worthOf(lines, openUnits) : null;
  const goods = what === "part" ? worthOf(lines, (line) => picks[line.id] ?? 0) : rest;
  const number = order.number;
  const submit = () => {
    setTried(true);
    if (reason.trim() === "" || (what === "part" && units === 0)) return;
    void command.run({
      call: (client, options) =>
        client.orders.cancel.mutate(
          {
            id: order.id,
            ifVersion: order.version,
            reason: reason.trim(),
            restock,
            ...(what === "part" ? { lines: picksToLines(picks) } : {}),
          },
          options,
        ),
      done: (after) =>
        after.status === "cancelled" ? t("done", { number }) : t("donePart", { count: what === "part" ? units : 1 }),
    });
  };
  return (
    <ActionDialog
      {...command}
      name="cancel"
      order={order}
      size="md"
      title={t("title", { number })}
      {...(begun ? { body: t("body") } : {})}
      submit={what === "part" ? t("submitPart", { count: units }) : t(begun ? "submitRest" : "submit", { number })}
      dismiss={t("keep")}
      tone="danger"
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label={t("what")}
        value={what}
        onValueChange={setWhat}
        options={[
          { value: "whole", label: t("whole") },
          { value: "part", label: t("part") },
        ]}
      />
      {what === "part" ? (
        <LinePicker label={t("part")} lines={lines} picks={picks} onPicksChange={setPicks} most={openUnits} />
      ) : null}
      <Field
        label={t("reason")}
        hint={t("reasonHint")}
        error={tried && reason.trim() === "" ? required : undefined}
        required
      >
        <Input autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <CheckboxField label={t("restock")} hint={t("restockHint")} checked={restock} onCheckedChange={setRestock} />
      <MoneyConsequence order={order} goods={goods} />
    </ActionDialog>
  );
}

const worthOf = (lines: readonly OrderLine[], units: (line: OrderLine) => number): number =>
  lines.reduce((sum, line) => sum + line.unitPrice * units(line), 0);

/** What becomes of the money, said before the button is pressed. `goods`: the worth of a part; null when all goes. */
function MoneyConsequence({ order, goods }: { order: Order; goods: number | null }) {
  const t = useTranslations("orderDialog.cancel");
  const money = useMoneyText(order.currency);
  const authorized = order.payments.reduce((sum, payment) => sum + capturable(payment), 0);
  const kept = order.totals.paid - order.totals.refunded;
  return (
    <dl className="rounded-lg bg-sunken px-3.5 py-2.5 text-sm">
      <dt className="font-medium">{t("money")}</dt>
      {goods === null ? null : <dd className="text-ink-2">{t("partMoney", { amount: money(goods) })}</dd>}
      {goods === null && authorized > 0 ? (
        <dd className="text-ink-2">{t("released", { amount: money(authorized) })}</dd>
      ) : null}
      {goods === null && kept > 0 ? <dd className="text-ink-2">{t("kept", { amount: money(kept) })}</dd> : null}
      {goods === null && kept <= 0 && authorized === 0 ? <dd className="text-ink-2">{t("nothingPaid")}</dd> : null}
    </dl>
  );
}
