"use client";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { formatMoney } from "#core/kernel/money-text.ts";

/** Money inside sentences of the catalogue. */
export function useMoneyText(currency: string): (amount: number) => string {
  const { locale } = useFormatSettings();
  return (amount) => formatMoney(amount, currency, { locale, style: "narrow" });
}
