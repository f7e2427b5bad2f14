import { z } from "zod";

/** An ISO 4217 code; `Intl` knows how many decimals its minor unit has. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "A currency is three capital letters, as in ISO 4217.")
  .refine((code) => knownCurrencies.has(code), "This is not a current ISO 4217 currency.")
  .meta({ id: "Currency", example: "GBP" });

const knownCurrencies = new Set(Intl.supportedValuesOf("currency"));

/** An amount of at most 10¹² minor units, so that sums of thousands stay exact integers. */
export const Minor = z.int().min(0).max(1_000_000_000_000);
export const SignedMinor = z.int().min(-1_000_000_000_000_000).max(1_000_000_000_000_000);

export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Reads a decimal text such as `12.5` exactly, without floating point. Null when it is not an amount of this currency. */
export function parseMinor(text: string, currency: string): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return null;
  const decimals = decimalsOf(currency);
  const fraction = match[3] ?? "";
  if (fraction.slice(decimals).replace(/0+$/, "") !== "") return null;
  const minor = Number(`${match[2]}${fraction.slice(0, decimals).padEnd(decimals, "0")}`);
  return match[1] === "-" && minor !== 0 ? -minor : minor;
}
