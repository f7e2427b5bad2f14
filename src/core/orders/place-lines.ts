import type { Shortage } from "../inventory/rules.ts";
import type { Fault } from "../kernel/errors.ts";
import { amountText } from "../kernel/money-text.ts";
import { wrongLines } from "../order/errors.ts";
import { MOST_GOODS } from "../order/rules.ts";
import type { PlaceOrderInput } from "../order/schemas.ts";
import type { VariantRow } from "./place-world.ts";

export interface PricedInput {
  readonly variant: VariantRow;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** The lines with their articles and prices, or all faults at once. */
export function pricedLines(
  variants: ReadonlyMap<string, VariantRow>,
  wanted: PlaceOrderInput["lines"],
  currency: string,
): PricedInput[] {
  const faults: Fault[] = [];
  const lines = wanted.flatMap((line, index): PricedInput[] => {
    const variant = variants.get(line.sku);
    const unitPrice = line.unitPrice ?? variant?.prices[currency];
    if (variant === undefined)
      faults.push({
        pointer: `/lines/${index}/sku`,
        detail: `There is no article with the SKU ${line.sku}.`,
        sku: line.sku,
      });
    else if (variant.status !== "active")
      faults.push({ pointer: `/lines/${index}/sku`, detail: `${line.sku} is not for sale.`, sku: line.sku });
    else if (unitPrice === undefined)
      faults.push({
        pointer: `/lines/${index}/unitPrice`,
        detail: `${line.sku} has no price in ${currency}.`,
        sku: line.sku,
      });
    else return [{ variant, quantity: line.quantity, unitPrice }];
    return [];
  });
  if (faults.length > 0) throw wrongLines(faults);
  refuseTooMuch(lines, currency);
  return lines;
}

function refuseTooMuch(lines: readonly PricedInput[], currency: string): void {
  let goods = 0;
  for (const [index, { unitPrice, quantity }] of lines.entries()) {
    goods += unitPrice * quantity;
    if (goods > MOST_GOODS)
      throw wrongLines([
        {
          pointer: `/lines/${index}`,
          detail: `With this line the goods come to more than an order can: ${amountText(MOST_GOODS, currency)}.`,
        },
      ]);
  }
}

/** Names the line with insufficient stock. */
export function shortFault(short: Shortage, lines: readonly { sku: string }[]): Fault {
  const { lineIndex, requested, available } = short;
  const sku = lines[lineIndex]?.sku ?? "";
  return {
    pointer: `/lines/${lineIndex}`,
    detail: `${sku}: ${requested} wanted, ${available} available.`,
    sku,
    requested,
    available,
  };
}
