"use client";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { formatMoney } from "#core/kernel/money-text.ts";

/** Formats money inside messages. */
export function useMoneyText(currency: string): (amount: number) => string {
  const { locale } = useFormatSettings();
  return (amount) => formatMoney(amount, currency, { locale, style: "narrow" });
}
