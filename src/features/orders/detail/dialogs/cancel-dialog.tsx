"use client";
import { useTranslations } from "use-intl";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { openUnits } from "../order-rules.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { CancelledMoney } from "./cancelled-money.tsx";
import { LinePicker } from "./line-picker.tsx";
import { useCancel } from "./use-cancel.ts";

export function CancelDialog(props: OrderDialogProps) {
  const { order, onClose } = props;
  const t = useTranslations("orderDialog.cancel");
  const required = useTranslations("orderDialog")("required");
  const { command, begun, preview, submit, label, waits, faults, form, refund } = useCancel(props);
  const lines = order.lines.filter((line) => openUnits(line) > 0);
  return (
    <ActionDialog
      {...command}
      name="cancel"
      order={order}
      size="md"
      title={t("title", { number: order.number })}
      {...(begun ? { body: t("body") } : {})}
      submit={label}
      disabled={waits}
      dismiss={t("keep")}
      tone="danger"
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label={t("what")}
        value={form.what}
        onValueChange={form.setWhat}
        options={[
          { value: "whole", label: t("whole") },
          { value: "part", label: t("part") },
        ]}
      />
      {form.what === "part" ? (
        <LinePicker
          label={t("part")}
          lines={lines}
          picks={form.picks}
          onPicksChange={form.setPicks}
          most={openUnits}
          faulty={new Set(faults.units ? lines.map(({ id }) => id) : [])}
        />
      ) : null}
      <Field label={t("reason")} hint={t("reasonHint")} error={faults.reason ? required : undefined} required>
        <Input
          data-first-field
          maxLength={500}
          value={form.reason}
          onChange={(event) => form.setReason(event.target.value)}
        />
      </Field>
      <CheckboxField
        label={t("restock")}
        hint={t("restockHint")}
        checked={form.restock}
        onCheckedChange={form.setRestock}
      />
      <CancelledMoney order={order} preview={preview} refund={refund} />
    </ActionDialog>
  );
}
