"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { QuantityInput } from "#components/ui/number-input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { AdjustPreview } from "#features/stock/adjust-preview.tsx";
import { type AdjustReason, deltaOf, type Mode, modes, reasonsOf } from "#features/stock/adjustment.ts";
import type { Level } from "#features/stock/stock-params.ts";
import { useAdjust } from "#features/stock/use-adjust.ts";

/** Enough for any stock, and too few digits for a barcode scanned into the wrong field. */
const most = 9_999_999;

export function AdjustForm({ level, onBooked }: { level: Level; onBooked: () => void }) {
  const t = useTranslations("stock");
  const { locale } = useFormatSettings();
  const [mode, setMode] = useState<Mode>("counted");
  const [typed, setTyped] = useState<number | null>(null);
  const [reason, setReason] = useState<AdjustReason>("count");
  const [reference, setReference] = useState("");
  const { book, busy } = useAdjust(level, onBooked);
  const amount = typed ?? (mode === "counted" ? level.onHand : 1);
  const delta = deltaOf(mode, amount, level.onHand);
  const tooMuch = level.onHand + delta < 0;
  const change = (next: Mode) => {
    setMode(next);
    setTyped(null);
    setReason(reasonsOf[next][0]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (delta !== 0 && !tooMuch) book(delta, reason, reference.trim());
  };
  const words = numberFormat(locale, { signDisplay: "exceptZero" }).format(delta).replace("-", "−");
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Segmented
        label={t("mode.label")}
        value={mode}
        onValueChange={change}
        segments={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
        className="w-full"
      />
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-4">
        <Field label={t(`amount.${mode}`)} error={tooMuch ? t("belowZero", { onHand: level.onHand }) : undefined}>
          <QuantityInput
            key={mode}
            value={amount}
            onValueChange={setTyped}
            min={mode === "counted" ? 0 : 1}
            max={most}
            invalid={tooMuch}
            autoFocus
            className="w-36"
          />
        </Field>
        <Field label={t("reasonLabel")}>
          <Select
            value={reason}
            onValueChange={setReason}
            options={reasonsOf[mode].map((value) => ({ value, label: t(`reason.${value}`) }))}
          />
        </Field>
      </div>
      <Field label={t("referenceLabel")} hint={t("referenceHint")} optional>
        <Input
          value={reference}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setReference(event.target.value)}
        />
      </Field>
      <AdjustPreview level={level} delta={tooMuch ? 0 : delta} counted={mode === "counted" && typed !== null} />
      <Button type="submit" variant="primary" busy={busy} disabled={delta === 0 || tooMuch} keys="enter">
        {delta === 0 ? t("bookNothing") : t("book", { delta: words })}
      </Button>
    </form>
  );
}
