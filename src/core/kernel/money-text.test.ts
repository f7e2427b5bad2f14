import { code, codes, publishDate } from "currency-codes";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, decimalsOf, LIST_ONE_PUBLISHED, withdrawnCurrencies } from "./currencies.ts";
import { amountText, decimalText, formatMoney, parseMinor } from "./money-text.ts";
import { Currency, CurrentCurrency } from "./money.ts";

/** Amendments of ISO 4217 List One between the package's version and ours. */
const AMENDED = {
  packageOf: "2024-06-25",
  added: ["XCG"], // 176
  withdrawn: ["ANG", "BGN", "CUC"], // 176, 180, 178
};
/** Units of account and indexing units, which List One marks as funds. */
const FUNDS = ["BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"];
/** Metals, bond units, test codes and no currency: List One gives no minor unit (`N.A.`). */
const WITHOUT_MINOR_UNIT = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(" ");

const everyCurrency = [...currencies.keys(), ...withdrawnCurrencies];

describe("currency table", () => {
  it("equals ISO 4217 as in currency-codes, plus later amendments", () => {
    expect(publishDate).toBe(AMENDED.packageOf);
    expect(LIST_ONE_PUBLISHED > AMENDED.packageOf).toBe(true);
    const left = [...AMENDED.withdrawn, ...FUNDS, ...WITHOUT_MINOR_UNIT];
    const expected = [...codes().filter((each) => !left.includes(each)), ...AMENDED.added];
    expect([...currencies.keys()].toSorted()).toEqual(expected.toSorted());
  });

  it("has the ISO 4217 decimals of every currency, including withdrawn ones", () => {
    const wrong = everyCurrency.filter((each) => (code(each)?.digits ?? 2) !== decimalsOf(each));
    expect(wrong).toEqual([]);
  });

  it("covers the currencies that this runtime rounds by custom and ISO 4217 does not", () => {
    const custom = { AFN: 2, ALL: 2, COP: 2, HUF: 2, IDR: 2, IQD: 3, IRR: 2, KPW: 2, LAK: 2, LBP: 2, MGA: 2, MMK: 2 };
    const more = { PKR: 2, SOS: 2, SYP: 2, YER: 2, JPY: 0, KRW: 0, CLP: 0, ISK: 0, UGX: 0, KWD: 3, BHD: 3, TND: 3 };
    const known: Record<string, number> = { ...custom, ...more, OMR: 3, JOD: 3, GBP: 2, EUR: 2 };
    expect(Object.fromEntries(Object.keys(known).map((each) => [each, decimalsOf(each)]))).toEqual(known);
  });

  it("marks no current currency as withdrawn", () => {
    expect([...withdrawnCurrencies].filter((each) => currencies.has(each))).toEqual([]);
  });
});

describe("currency input", () => {
  it.each(["HUF", "XCG", "VED", "ZWG"])("accepts %s, which is current", (given) => {
    expect(CurrentCurrency.parse(given)).toBe(given);
  });

  it.each(["BGN", "HRK", "ANG"])("accepts %s, which was withdrawn, only for existing records", (given) => {
    expect(CurrentCurrency.safeParse(given).success).toBe(false);
    expect(Currency.parse(given)).toBe(given);
  });

  it.each(["XAU", "XXX", "XTS", "CLF", "BTC", "gbp", "DEM"])("rejects %s", (given) => {
    expect(Currency.safeParse(given).success).toBe(false);
  });
});

describe("amounts as text", () => {
  const minors = fc.maxSafeInteger();

  it.each([
    ["HUF", 100_050, "1000.50"],
    ["IQD", 1_234_567, "1234.567"],
    ["JPY", 1234, "1234"],
    ["GBP", -5, "-0.05"],
    ["KWD", 0, "0.000"],
  ])("formats %s %i as %s, and parses it back", (currency, minor, text) => {
    expect(decimalText(minor, currency)).toBe(text);
    expect(parseMinor(text, currency)).toBe(minor);
    expect(amountText(minor, currency)).toBe(`${currency} ${text}`);
  });

  it("round-trip in every currency", () => {
    fc.assert(
      fc.property(minors, fc.constantFrom(...everyCurrency), (minor, currency) => {
        expect(parseMinor(decimalText(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it.each([
    ["BIF", -1_000_000_000_000],
    ["BIF", Number.MAX_SAFE_INTEGER],
    ["GBP", -Number.MAX_SAFE_INTEGER],
    ["KWD", Number.MAX_SAFE_INTEGER],
  ])("parse %s %i, up to the limit of sums", (currency, minor) => {
    expect(parseMinor(decimalText(minor, currency), currency)).toBe(minor);
  });

  it.each(["9007199254740992", "-9007199254740992", "90071992547409.93", "123456789012345678"])(
    "rejects amounts that no number represents exactly: %s",
    (text) => {
      expect(parseMinor(text, text.includes(".") ? "BHD" : "JPY")).toBe(null);
    },
  );

  it("show every digit of the minor unit in every currency and style except compact", () => {
    const shown = (currency: string) => formatMoney(123_456_789, currency, { locale: "en-GB" }).replace(/^\D+|,/g, "");
    expect(everyCurrency.filter((each) => shown(each) !== decimalText(123_456_789, each))).toEqual([]);
  });

  it.each([
    ["HUF", 100_050, "hu-HU", "1000,50 Ft"],
    ["IQD", 1_234_567, "en-GB", "IQD 1,234.567"],
    ["IDR", 1_500_000, "id-ID", "Rp 15.000,00"],
    ["GBP", 18_350, "en-GB", "£183.50"],
  ])("%s %i in %s is %s", (...[currency, minor, locale, shown]) => {
    expect(formatMoney(minor, currency, { locale }).replaceAll(/\s/g, " ")).toBe(shown);
  });

  it("are compact on an axis", () => {
    expect(formatMoney(123_456, "GBP", { locale: "en-GB", style: "compact" })).toBe("£1.2k");
    expect(formatMoney(123_456, "HUF", { locale: "en-GB", style: "compact" })).toBe("Ft\u00a01.2k");
  });
});
