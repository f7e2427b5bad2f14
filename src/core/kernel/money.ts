import { z } from "zod";
import { currencies, withdrawnCurrencies } from "./currencies.ts";
import { invalid } from "./errors.ts";

const code = z.string().regex(/^[A-Z]{3}$/, "A currency is three capital letters, as in ISO 4217.");

/** ISO 4217. Existing records may have a currency that was withdrawn since. */
export const Currency = code
  .refine((given) => currencies.has(given) || withdrawnCurrencies.has(given), "This is not an ISO 4217 currency.")
  .meta({ id: "Currency", example: "GBP" });

/** For new records: the current ISO 4217 List One. */
export const CurrentCurrency = code
  .refine((given) => currencies.has(given), "This is not a current ISO 4217 currency.")
  .meta({ id: "CurrentCurrency", example: "GBP" });

/** `included`: prices contain tax. `excluded`: tax is added on top. */
export const TaxMode = z.enum(["included", "excluded"]).meta({ id: "TaxMode" });

/** An amount of at most 10¹² minor units, so that sums of thousands stay exact integers. */
export const Minor = z.int().min(0).max(1_000_000_000_000);
/** Above any order's total; and the most that may be paid for one. */
export const LARGEST_TOTAL = 1_000_000_000_000_000;
/** The largest integer that JSON readers keep exactly. Sums of many orders are capped here, meaning at least that. */
export const LARGEST_SUM = Number.MAX_SAFE_INTEGER;
export const MinorSum = z.int().min(-LARGEST_SUM).max(LARGEST_SUM).meta({
  id: "MinorSum",
  description: "Minor units. A sum of many orders stops at 9007199254740991 (2⁵³ − 1), and is then at least that.",
});
export const MinorTotal = z.int().min(0).max(LARGEST_TOTAL);
export const SignedMinor = z.int().min(-LARGEST_TOTAL).max(LARGEST_TOTAL);

/** The requested currency, or else the current one. A withdrawn one may stay; changing to one is rejected. */
export function currencyOr(existing: string, wanted: string | undefined): string {
  if (wanted === undefined || wanted === existing || !withdrawnCurrencies.has(wanted)) return wanted ?? existing;
  throw invalid([{ pointer: "/currency", detail: `${wanted} was withdrawn from ISO 4217: nothing new begins in it.` }]);
}
