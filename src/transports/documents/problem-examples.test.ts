import { expect, it } from "vitest";
import { currencies } from "#core/kernel/currencies.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { amountText } from "#core/kernel/money-text.ts";
import { problemExamples } from "./problem-examples.ts";

const anAmount = new RegExp(`\\b(${[...currencies.keys()].join("|")}) \\d`);

/** Every integer in a problem's fields other than its text. */
function figuresIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(figuresIn) : [];
}

it("a problem about money formats amounts with currency and decimals, and has the minor units as numbers", () => {
  const wrong = [...problemExamples.values()].filter(isHubError).filter(({ message, errors, details }) => {
    const currency = details?.["currency"];
    const words = [message, ...errors.map(({ detail }) => detail)].join(" ");
    if (typeof currency !== "string") return anAmount.test(words);
    const figures = figuresIn(details);
    return (
      figures.length === 0 ||
      figures.some((figure) => new RegExp(`\\b${figure}\\b`).test(words)) ||
      !figures.some((figure) => words.includes(amountText(figure, currency)))
    );
  });
  expect(wrong.map(({ code }) => code)).toEqual([]);
});
