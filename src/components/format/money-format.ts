import { numberFormat } from "#components/format/intl-cache.ts";

/** Digits after the point in this currency (ISO 4217): 2 for GBP, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** 295 GBP → "£2.95". The amount is in minor units. */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  return numberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(
    amountMinor / 10 ** digits,
  );
}

/** "£1.2k", for tiles and axes. */
export function formatMoneyShort(amountMinor: number, currency: string, locale: string): string {
  const value = amountMinor / 10 ** minorDigits(currency);
  const options = { style: "currency", currency, currencyDisplay: "narrowSymbol", notation: "compact" } as const;
  return numberFormat(locale, { ...options, maximumFractionDigits: 1 }).format(value);
}

/** "2.95" for an input field: no symbol, no grouping, the locale's own decimal sign. */
export function moneyToText(amountMinor: number, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false } as const;
  return numberFormat(locale, options).format(amountMinor / 10 ** digits);
}

/** The sign between whole and fraction: "." in en-GB, "," in de-DE. */
function decimalSign(locale: string): string {
  const parts = numberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(0.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}

/**
 * "1,234.5" (en) or "1.234,50" (de) → 123450; null when it is no amount of this currency. Never goes through a float.
 * The other sign counts as decimal too, but three digits after it are thousands.
 */
export function textToMoney(text: string, currency: string, locale: string): number | null {
  const cleaned = text.replace("\u2212", "-").replace(/[^\d.,-]/g, "");
  const match = /^(-?)([\d.,]*?)(?:([.,])(\d*))?$/.exec(cleaned);
  if (!match || !/\d/.test(cleaned)) return null;
  const digits = minorDigits(currency);
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
