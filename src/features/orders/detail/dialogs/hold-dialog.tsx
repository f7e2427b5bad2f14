"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import type { HoldReason } from "#components/patterns/order-status.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { instantOf } from "#core/kernel/civil-time.ts";
import { holdReasons } from "../../statuses.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";

export function HoldDialog({ order, orderRef, onClose }: OrderDialogProps) {
  const t = useTranslations("orderDialog.hold");
  const reasons = useTranslations("orders.hold");
  const { timeZone } = useFormatSettings();
  const command = useDialogCommand(orderRef, onClose);
  const [reason, setReason] = useState<HoldReason>("manual");
  const [note, setNote] = useState("");
  const [until, setUntil] = useState("");
  const submit = () => {
    const end = endOf(until, timeZone);
    void command.run({
      call: (client, options) =>
        client.orders.hold.mutate(
          { id: order.id, ifVersion: order.version, reason, note: note.trim(), ...(end ? { until: end } : {}) },
          options,
        ),
      done: ({ number }) => t("done", { number }),
    });
  };
  return (
    <ActionDialog
      {...command}
      name="hold"
      order={order}
      title={t("title", { number: order.number })}
      body={t("body")}
      submit={t("submit")}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("reason")}>
        <Select
          value={reason}
          onValueChange={setReason}
          options={holdReasons.map((value) => ({ value, label: reasons(value) }))}
        />
      </Field>
      <Field label={t("note")} optional>
        <Textarea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Field label={t("until")} hint={t("untilHint")} optional>
        <Input type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
    </ActionDialog>
  );
}

/** A `datetime-local` value in the tenant's time zone. */
function endOf(text: string, timeZone: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute, second: 0 }, timeZone)?.toISOString();
}
