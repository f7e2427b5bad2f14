"use client";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { formatMoney } from "#core/kernel/money-text.ts";

type MoneyProps = {
  /** In minor units; null shows a dash. */
  amount: number | null;
  currency?: string;
  /** Dims zero, so that other amounts stand out in a column. */
  quietZero?: boolean;
  /** Adds a plus sign to positive amounts. */
  signed?: boolean;
  className?: string;
};

export function Money({ amount, currency, quietZero, signed, className }: MoneyProps) {
  const settings = useFormatSettings();
  if (amount === null) return <span className={cx("text-ink-3", className)}>–</span>;
  const { locale } = settings;
  const text = formatMoney(amount, currency ?? settings.currency, { locale, style: "narrow" }).replace("-", "−");
  return (
    <span className={cx("tnum whitespace-nowrap", quietZero && amount === 0 && "text-ink-3", className)}>
      {signed && amount > 0 ? "+" : ""}
      {text}
    </span>
  );
}
