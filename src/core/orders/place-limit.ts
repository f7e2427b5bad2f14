import { invalid } from "../kernel/errors.ts";
import { LARGEST_TOTAL } from "../kernel/money.ts";
import { amountText } from "../kernel/money-text.ts";

interface Charges {
  readonly lines: readonly { readonly quantity: number; readonly unitPrice: number }[];
  readonly shippingTotal: number;
}

/** Refuses an order whose amounts, with tax but before a discount, could not be kept exactly; names what goes beyond. */
export function refuseTooMuch(
  { lines, shippingTotal }: Charges,
  { currency, taxMode, taxRateBps }: { currency: string; taxMode: "included" | "excluded"; taxRateBps: number },
): void {
  const factor = taxMode === "excluded" ? 1 + taxRateBps / 10_000 : 1;
  let total = 0;
  const passes = (amount: number) => (total += Math.ceil(amount * factor)) > LARGEST_TOTAL;
  const line = lines.findIndex(({ quantity, unitPrice }) => passes(quantity * unitPrice));
  if (line === -1 && !passes(shippingTotal)) return;
  const detail = `An order comes to ${amountText(LARGEST_TOTAL, currency)} at most.`;
  throw invalid([{ pointer: line === -1 ? "/shippingTotal" : `/lines/${line}`, detail }]);
}
