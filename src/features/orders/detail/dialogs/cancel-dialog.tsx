"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { openUnits } from "../order-rules.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { CancelledMoney } from "./cancelled-money.tsx";
import { LinePicker, pickedUnits, type Picks, picksToLines } from "./line-picker.tsx";

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
      <CancelledMoney order={order} lines={what === "part" ? picksToLines(picks) : undefined} />
    </ActionDialog>
  );
}
