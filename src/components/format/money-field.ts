import { numberFormat } from "#components/format/intl-cache.ts";
import { decimalsOf } from "#core/kernel/currencies.ts";
import { decimalText } from "#core/kernel/money-text.ts";

/** "2.95" for an input field: no symbol, no grouping, the locale's decimal separator. */
export function moneyToText(amountMinor: number, currency: string, locale: string): string {
  const digits = decimalsOf(currency);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false } as const;
  return numberFormat(locale, options).format(decimalText(amountMinor, currency));
}

/** The decimal separator: "." in en-GB, "," in de-DE. */
function decimalSign(locale: string): string {
  const parts = numberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(0.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}

/**
 * "1,234.5" (en) or "1.234,50" (de) → 123450; null when it is no amount of this currency. Never uses a float. The other
 * separator counts as decimal too, unless three digits follow.
 */
export function textToMoney(text: string, currency: string, locale: string): number | null {
  const cleaned = text.replace("\u2212", "-").replace(/[^\d.,-]/g, "");
  const match = /^(-?)([\d.,]*?)(?:([.,])(\d*))?$/.exec(cleaned);
  if (!match || !/\d/.test(cleaned)) return null;
  const digits = decimalsOf(currency);
  let whole = match[2] ?? "";
  let fraction = match[4] ?? "";
  if (fraction.length === 3 && whole !== "" && match[3] !== decimalSign(locale)) {
    whole += fraction;
    fraction = "";
  }
  if (fraction.length > digits) return null;
  const minor = Number(whole.replace(/[.,]/g, "") + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] && minor !== 0 ? -minor : minor;
}
