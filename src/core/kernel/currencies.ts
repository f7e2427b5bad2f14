/** The day on which the list below was published. */
export const LIST_ONE_PUBLISHED = "2026-09-17";

/**
 * ISO 4217 List One by decimals of the minor unit, without funds, metals and test codes, which no order can use.
 * https://www.six-group.com/en/products-services/financial-information/market-reference-data/data-standards.html
 */
const LIST_ONE = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
    CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
    KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
    NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
};

/** List Three, as far as orders may contain it: withdrawn since 2023, 2 decimals each. */
const WITHDRAWN = "ANG BGN CUC HRK SLL ZWL";

const codesOf = (text: string): string[] => text.split(/\s+/);

/** The current currencies with the decimals of their minor unit. */
export const currencies: ReadonlyMap<string, number> = new Map(
  Object.entries(LIST_ONE).flatMap(([decimals, text]) =>
    codesOf(text).map((code) => [code, Number(decimals)] as const),
  ),
);

/** Existing records may have one of these; new ones may not. */
export const withdrawnCurrencies: ReadonlySet<string> = new Set(codesOf(WITHDRAWN));

/** 2 for GBP, 0 for JPY, 3 for KWD: by ISO 4217, never by `Intl`, which follows cash rounding (HUF 0, IQD 0). */
export function decimalsOf(currency: string): number {
  return currencies.get(currency) ?? 2;
}
