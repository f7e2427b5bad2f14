import { decimalsOf } from "./currencies.ts";

/**
 * Parses a decimal text such as `12.5` exactly, without floating point. Null when it is not an amount of this currency,
 * or one that no number represents exactly.
 */
export function parseMinor(text: string, currency: string): number | null {
  const match = /^(-?)(\d{1,16})(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return null;
  const decimals = decimalsOf(currency);
  const fraction = match[3] ?? "";
  if (/[^0]/.test(fraction.slice(decimals))) return null;
  const minor = Number(`${match[2]}${fraction.slice(0, decimals).padEnd(decimals, "0")}`);
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] === "-" && minor !== 0 ? -minor : minor;
}

/** 100050 HUF → `1000.50`. Exact for any amount: the digits never pass through floating point. */
export function decimalText(minor: number, currency: string): `${number}` {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const whole = `${minor < 0 ? "-" : ""}${digits.slice(0, digits.length - decimals)}`;
  const fraction = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- digits and at most one point, as built above
  return `${whole}${fraction}` as `${number}`;
}

/** 18350 GBP → `GBP 183.50`: for messages that people and programs in every locale read. */
export const amountText = (minor: number, currency: string): string => `${currency} ${decimalText(minor, currency)}`;

/** `symbol` distinguishes US$ and CA$; `narrow` is for single-shop screens; `compact` is £1.2k, for axes. */
export type MoneyStyle = "symbol" | "narrow" | "compact";

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, locale: string, style: MoneyStyle): Intl.NumberFormat {
  const key = `${locale} ${currency} ${style}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const decimals = decimalsOf(currency);
  const made = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: style === "symbol" ? "symbol" : "narrowSymbol",
    ...(style === "compact"
      ? { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  });
  formats.set(key, made);
  return made;
}

/** 295 GBP → `£2.95`, formatted for the locale. */
export const formatMoney = (
  minor: number,
  currency: string,
  { locale, style = "symbol" }: { locale: string; style?: MoneyStyle },
): string => {
  const text = formatOf(currency, locale, style).format(decimalText(minor, currency));
  return minor >= Number.MAX_SAFE_INTEGER ? `≥ ${text}` : text; // sums are capped here
};
