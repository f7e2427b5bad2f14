"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { payableOf } from "../order-rules.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { useMoneyText } from "./use-money-text.ts";

export function PayDialog({ order, orderRef, onClose }: OrderDialogProps) {
  const t = useTranslations("orderDialog.pay");
  const money = useMoneyText(order.currency);
  const command = useDialogCommand(orderRef, onClose);
  const due = payableOf(order);
  const [typed, setTyped] = useState<number | null | undefined>();
  const [method, setMethod] = useState<"manual" | "test">("manual");
  const [what, setWhat] = useState<"capture" | "authorize">("capture");
  const [reference, setReference] = useState("");
  const amount = typed === undefined ? due : typed;
  const capture = method === "manual" || what === "capture";
  const valid = amount !== null && amount >= 1 && amount <= due;
  const submit = () => {
    if (!valid) return;
    const given = reference.trim();
    void command.run({
      call: (client, options) =>
        client.payments.create.mutate(
          {
            orderId: order.id,
            ifVersion: order.version,
            method,
            amount,
            capture,
            ...(given ? { reference: given } : {}),
          },
          options,
        ),
      done: ({ number }) =>
        method === "test" ? t("requested", { amount: money(amount) }) : t("done", { amount: money(amount), number }),
    });
  };
  return (
    <ActionDialog
      {...command}
      name="pay"
      order={order}
      title={t("title", { number: order.number })}
      body={t("body", { due: money(due) })}
      submit={t(capture ? "submit" : "submitAuthorize", { amount: money(amount ?? 0) })}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t("amount")}
        error={valid || typed === undefined ? undefined : t("tooMuch", { amount: money(due) })}
      >
        <MoneyInput value={amount} onValueChange={setTyped} currency={order.currency} />
      </Field>
      <RadioGroup
        label={t("method")}
        value={method}
        onValueChange={setMethod}
        options={[
          { value: "manual", label: t("manual"), hint: t("manualHint") },
          { value: "test", label: t("test"), hint: t("testHint") },
        ]}
      />
      {method === "test" ? (
        <Segmented
          label={t("what")}
          value={what}
          onValueChange={setWhat}
          segments={[
            { value: "capture", label: t("capture") },
            { value: "authorize", label: t("authorize") },
          ]}
          className="w-fit"
        />
      ) : null}
      <Field label={t("reference")} hint={t("referenceHint")} optional>
        <Input maxLength={200} value={reference} onChange={(event) => setReference(event.target.value)} />
      </Field>
    </ActionDialog>
  );
}
