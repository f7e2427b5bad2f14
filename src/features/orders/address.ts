import type { Order } from "./order-news.ts";

export type Address = NonNullable<Order["shippingAddress"]>;

/** An address in a form: every field present, empty ones as empty strings. */
export type AddressDraft = Record<
  "name" | "line1" | "line2" | "city" | "region" | "postalCode" | "country" | "phone",
  string
>;

const required = ["name", "line1", "city", "country"] as const;

export const emptyAddress = (country: string): AddressDraft => ({
  name: "",
  line1: "",
  line2: "",
  city: "",
  region: "",
  postalCode: "",
  country,
  phone: "",
});

export const draftOf = (address: Address | null, country: string): AddressDraft => ({
  ...emptyAddress(country),
  ...address,
});

/** The required fields that are empty. */
export const missingIn = (draft: AddressDraft): (keyof AddressDraft)[] =>
  required.filter((field) => draft[field].trim() === "");

/** Whether any field but the country has a value. */
export const isBlank = (draft: AddressDraft): boolean =>
  Object.entries(draft).every(([name, text]) => name === "country" || text.trim() === "");

export function addressOf(draft: AddressDraft): Address {
  const { line2, region, phone, ...needed } = draft;
  const more = Object.entries({ line2, region, phone }).map(([name, text]) => [name, text.trim()]);
  const { name, line1, city, postalCode, country } = needed;
  return {
    name: name.trim(),
    line1: line1.trim(),
    city: city.trim(),
    postalCode: postalCode.trim(),
    country,
    ...Object.fromEntries(more.filter(([, text]) => text !== "")),
  };
}

/** Countries with the town before the postcode. */
const townFirst = new Set("AU CA GB GG IE IM IN JE JP NZ SG TH US ZA".split(" "));

/** The lines of a label. */
export function addressLines(address: Address, locale: string): string[] {
  const { name, line1, line2, city, postalCode, region, country, phone } = address;
  const town = townFirst.has(country) ? [city, postalCode] : [postalCode, city];
  const lines = [name, line1, line2, town.filter(Boolean).join(" "), region, countryName(country, locale), phone];
  return lines.filter((line): line is string => Boolean(line));
}

/** ISO 3166-1 alpha-2. */
export const countries =
  "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(
    " ",
  );

/** The country of a locale such as en-GB. */
export const countryOf = (locale: string): string => new Intl.Locale(locale).maximize().region ?? "GB";

export const countryName = (code: string, locale: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
};
