import type { GraphQLEnumValueConfigMap } from "graphql";

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** `order.unknown_channel` is `OrderUnknownChannel`. */
export const pascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map(capital)
    .join("");

/** The name that a shape has in the other transports, or one of the place where it stands. */
export const inputName = (id: string): string => (id.endsWith("Input") ? id : `${id}Input`);

/** Words stay as they are everywhere else; `-placedAt`, which is no name, is `placedAtDesc`. */
export const enumValues = (values: readonly string[]): GraphQLEnumValueConfigMap =>
  Object.fromEntries(
    values.map((value) => [value.startsWith("-") ? `${value.slice(1)}Desc` : value.replaceAll(/\W/g, "_"), { value }]),
  );

/** Integers that are amounts of money. A new integer field stands in one of the two lists before there is a schema. */
const AMOUNTS = new Set(
  (
    "amount authorized capturePending captured discount discountTotal due paid price refundPending refunded shipping " +
    "shippingTotal spent subtotal tax total unitPrice voided"
  ).split(" "),
);
const COUNTS = new Set(
  (
    "attempts available backordered cancelled count delivered delta difference durationMs failed failures " +
    "fulfilled ifVersion incoming lastStatus lineCount maxConcurrent maxPerSecond noticedPercent number " +
    "onHand onHandAfter open orders overlapHours pending quantity queued requested requests reserved returned " +
    "safetyStock sequence shipped status succeeded taxRateBps unitCount units users version weightGrams " +
    "windowS"
  ).split(" "),
);

export function isAmount(field: string): boolean {
  if (AMOUNTS.has(field)) return true;
  if (COUNTS.has(field)) return false;
  throw new Error(`Say in naming.ts whether the integer ${field} is an amount of money`);
}
