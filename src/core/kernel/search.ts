/**
 * The one normalisation of full-text search. Stored text and queries both pass through here; PostgreSQL stores and
 * compares the words as given (`::tsvector`, `::tsquery`), with no parser or dictionary of its own.
 */

/** Raised with every change of what is stored: rows of an older version are reindexed in the background. */
export const SEARCH_VERSION = 1;

const LONGEST_WORD = 60;

/** Accents of Latin, Greek and Cyrillic, and the vowel points of Hebrew and Arabic, which people omit. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/gu;

/** Letters that Unicode does not decompose, as people type them without that key. */
const FOLDED: Readonly<Record<string, string>> = {
  æ: "ae",
  ð: "d",
  ø: "o",
  þ: "th",
  đ: "d",
  ħ: "h",
  ł: "l",
  œ: "oe",
  ŧ: "t",
  ς: "σ",
};
const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join("")}]`, "gu");

/** Lower case without accents, compatibility forms and typographic apostrophes and hyphens: `D’Arcy Łoś` → `d'arcy los`. */
export function fold(text: string): string {
  return text
    .replaceAll("\u00b4", "'") // NFKD would turn it into a space and an accent
    .normalize("NFKD")
    .toLowerCase()
    .toUpperCase() // and back: full case folding, where ß is ss and all sigmas are equal
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter)
    .replace(/[\u2018\u2019\u02bc\u2032`]/gu, "'")
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .normalize("NFC");
}

const OUTER = /^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu;
const INNER = /[^\p{L}\p{N}\p{M}]+/u;

const cut = (word: string): string => word.slice(0, LONGEST_WORD).toWellFormed();

/** A word as written and the parts between its punctuation: `a@b.co` → `a@b.co`, `a`, `b`, `co`. */
function partsOf(word: string): { whole: string; parts: string[] } {
  const whole = word.replaceAll(OUTER, "");
  const parts = whole.split(INNER).filter((part) => part !== "");
  return { whole: cut(whole), parts: parts.map(cut) };
}

const wordsIn = (text: string) =>
  fold(text)
    .split(/\s+/u)
    .map(partsOf)
    .filter(({ whole }) => whole !== "");

/** Scripts without spaces between words: such a word is indexed from each of its letters on. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

function beginningsIn(part: string): string[] {
  if (!UNSPACED.test(part)) return [part];
  const letters = Array.from(part);
  return letters.map((_, index) => letters.slice(index).join(""));
}

const FEWEST_DIGITS = 6;
const digitsOf = (text: string): string => fold(text).replaceAll(/[^0-9]/gu, "");

/** A telephone number matches any run of its digits, however it is spaced, with or without the country code. */
function endingsOf(phone: string): string[] {
  const digits = digitsOf(phone);
  const count = Math.max(0, digits.length - FEWEST_DIGITS + 1);
  return Array.from({ length: count }, (_, index) => digits.slice(index));
}

type Texts = readonly (string | null | undefined)[];

/** The indexed words of a row; those of `phones` are telephone numbers. */
export function searchWords(texts: Texts, phones: Texts = []): string[] {
  const words = [...texts, ...phones].flatMap((text) => wordsIn(text ?? ""));
  const found = words.flatMap(({ whole, parts }) => [whole, ...parts].flatMap(beginningsIn));
  return [...new Set([...found, ...phones.flatMap((phone) => endingsOf(phone ?? ""))])];
}

const quoted = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** The columns `search` and `search_version` for these words. */
export const searchColumns = (texts: Texts, phones: Texts = []): { search: string; search_version: number } => ({
  search: searchWords(texts, phones).map(quoted).join(" "),
  search_version: SEARCH_VERSION,
});

const MOST_WORDS = 10;

/** The text form of a `tsquery`: every word as a prefix. Null when the query has no words. */
export function searchQuery(text: string): string | null {
  const terms = wordsIn(text).slice(0, MOST_WORDS).map(termOf);
  return terms.length === 0 ? null : terms.join(" & ");
}

/** A word with punctuation as written; a name also by its parts, of which only the last is a prefix. */
function termOf({ whole, parts }: { whole: string; parts: readonly string[] }): string {
  const written = `${quoted(whole)}:*`;
  if (parts.length < 2 || /\p{N}/u.test(whole)) return written; // `A-1` must not find `A-2` and a house number 1
  const last = parts.length - 1;
  const apart = parts.map((part, index) => (index === last ? `${quoted(part)}:*` : quoted(part)));
  return `(${written} | (${apart.join(" & ")}))`;
}

/** The text form of a `tsquery` for what may be a telephone number; null otherwise. */
export function phoneQuery(text: string): string | null {
  const asked = fold(text).trim();
  const digits = digitsOf(asked);
  if (digits.length < FEWEST_DIGITS || !/^[+(]?[\d\s()./-]+$/u.test(asked)) return null;
  // Stored with the country code and searched without it, or the reverse; a leading 0 replaces the code.
  const national = digits.replace(/^0+/u, "");
  const withoutCode = /^(\+|00)/u.test(asked) ? [1, 2, 3].map((length) => national.slice(length)) : [];
  const forms = [digits, national, ...withoutCode].filter((form) => form.length >= FEWEST_DIGITS);
  return [...new Set(forms)].map((form) => `${quoted(form)}:*`).join(" | ");
}

/** Words, or a telephone number. Null when there is nothing to search for. */
export function searchOrPhoneQuery(text: string): string | null {
  const terms = [searchQuery(text), phoneQuery(text)].filter((query) => query !== null);
  return terms.length === 0 ? null : terms.map((query) => `(${query})`).join(" | ");
}
