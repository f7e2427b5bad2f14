"use client";
import { useState } from "react";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { moneyToText, textToMoney } from "#components/format/money-field.ts";
import { Input } from "#components/ui/input.tsx";
import { formatMoney } from "#core/kernel/money-text.ts";

type MoneyInputProps = {
  /** In minor units; null is empty. */
  value: number | null;
  onValueChange: (amountMinor: number | null) => void;
  currency?: string;
  label?: string;
  disabled?: boolean;
  className?: string;
};

/** Formats the amount for the tenant; keeps the typed text until blur. */
export function MoneyInput({ value, onValueChange, currency, label, disabled, className }: MoneyInputProps) {
  const settings = useFormatSettings();
  const [draft, setDraft] = useState<string | null>(null);
  const code = currency ?? settings.currency;
  const shown = value === null ? "" : moneyToText(value, code, settings.locale);
  const sign = formatMoney(0, code, { locale: settings.locale, style: "narrow" }).replace(/[\d.,\s]/g, "");
  return (
    <Input
      leading={sign}
      inputMode="decimal"
      autoComplete="off"
      disabled={disabled}
      {...(label ? { "aria-label": label } : {})}
      {...(draft !== null && draft !== "" && textToMoney(draft, code, settings.locale) === null
        ? { "aria-invalid": true }
        : {})}
      value={draft ?? shown}
      placeholder={moneyToText(0, code, settings.locale)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => {
        const text = event.target.value;
        setDraft(text);
        if (text.trim() === "") onValueChange(null);
        const typed = textToMoney(text, code, settings.locale);
        if (typed !== null) onValueChange(typed);
      }}
      onBlur={() => setDraft(null)}
      className={cx("[&_input]:tnum [&_input]:text-right", className)}
    />
  );
}
