import { decimalsOf } from "../../kernel/currencies.ts";
import { parseMinor } from "../../kernel/money-text.ts";
import { MOST_GOODS } from "../../order/rules.ts";
import { RowFault } from "./preset.ts";

/** Decimals of a decimal text as an exact integer and its scale; null when it is no number. */
function exact(text: string): { digits: bigint; scale: number } | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? "";
  const digits = BigInt(`${match[2]}${fraction}`);
  return { digits: match[1] === "-" ? -digits : digits, scale: fraction.length };
}

/**
 * `quantity × price` in minor units, exact before one rounding half away from zero. 0 when one of them is no number, or
 * the amount exceeds an order's limit: such a row is rejected, and must not distort the sums of its file.
 */
export function worth(quantity: string, price: string, currency: string): number {
  const minor = product(quantity, price, currency);
  return Math.abs(minor) > MOST_GOODS ? 0 : minor;
}

function product(quantity: string, price: string, currency: string): number {
  const [a, b] = [exact(quantity), exact(price)];
  if (a === null || b === null) return 0;
  const digits = a.digits * b.digits;
  const surplus = a.scale + b.scale - decimalsOf(currency);
  if (surplus <= 0) return Number(digits * 10n ** BigInt(-surplus));
  const unit = 10n ** BigInt(surplus);
  const size = digits < 0n ? -digits : digits;
  const rounded = Number((size * 2n + unit) / (unit * 2n));
  return digits < 0n && rounded !== 0 ? -rounded : rounded;
}

export const LARGEST_QUANTITY = 1_000_000;

/** A whole number of at most a million, either sign. */
export function quantityOf(text: string): number {
  if (!/^-?\d{1,7}$/.test(text) || Math.abs(Number(text)) > LARGEST_QUANTITY)
    throw new RowFault("quantity", `The quantity "${text}" is not a whole number up to ${LARGEST_QUANTITY}.`);
  return Number(text) === 0 ? 0 : Number(text);
}

/** A decimal text such as `12.5` as minor units. */
export function minorOf(text: string, currency: string, column: string): number {
  const minor = /^-?\d{1,9}(\.\d+)?$/.test(text) ? parseMinor(text, currency) : null;
  if (minor === null) throw new RowFault("amount", `${column}: "${text}" is not an amount in ${currency}.`);
  return minor;
}
