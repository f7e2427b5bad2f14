import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moneyToText, textToMoney } from "#components/format/money-field.ts";

describe("a typed amount is stored unchanged", () => {
  test.each([
    ["2.95", "GBP", "en-GB", 295],
    ["1,234.5", "GBP", "en-GB", 123_450],
    ["1.234,50", "EUR", "de-DE", 123_450],
    ["1.234", "EUR", "de-DE", 123_400],
    ["12,5", "GBP", "en-GB", 1250],
    ["£ 12", "GBP", "en-GB", 1200],
    [".5", "GBP", "en-GB", 50],
    ["-3.10", "GBP", "en-GB", -310],
    ["1,234", "GBP", "en-GB", 123_400],
    ["1,234", "JPY", "en-GB", 1234],
    ["1.234", "KWD", "en-GB", 1234],
    ["2.955", "GBP", "en-GB", null],
    ["1.5", "JPY", "en-GB", null],
    ["1000,50", "HUF", "hu-HU", 100_050],
    ["1,234.567", "IQD", "en-GB", 1_234_567],
  ] as const)("%s %s in %s is %s", (...[text, currency, locale, minor]) =>
    expect(textToMoney(text, currency, locale)).toBe(minor),
  );

  test("any input results in an integer of minor units or nothing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = textToMoney(text, "GBP", "en-GB");
        expect(parsed === null || Number.isSafeInteger(parsed)).toBe(true);
      }),
    );
  });

  test("a displayed amount parses to the same amount, in every locale and currency", () => {
    const amounts = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });
    const currencies = fc.constantFrom("GBP", "EUR", "JPY", "KWD", "CHF", "HUF", "IQD");
    const locales = fc.constantFrom("en-GB", "de-DE", "fr-FR", "de-CH", "ja-JP", "sv-SE", "hu-HU");
    fc.assert(
      fc.property(amounts, currencies, locales, (amount, currency, locale) => {
        expect(textToMoney(moneyToText(amount, currency, locale), currency, locale)).toBe(amount);
      }),
    );
  });
});
