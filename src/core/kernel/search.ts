const MOST_TOKENS = 800;
const LONGEST_TOKEN = 60;

/** Lower-case words without accents, each whole (`a@b.co`, `AB-12`) and in parts (`a`, `b`, `co`, `ab`, `12`). */
export function tokensOf(texts: readonly (string | null | undefined)[]): string[] {
  const words = texts.flatMap((text) => plain(text ?? "").split(/\s+/));
  return [...new Set(words.flatMap(partsOf))].slice(0, MOST_TOKENS);
}

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function partsOf(word: string): string[] {
  const whole = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)]
    .filter((part) => part !== "")
    .map((part) => part.slice(0, LONGEST_TOKEN));
}

const quoted = (token: string) => `'${token.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** The text form of a `tsvector` of these words. */
export const searchVector = (texts: readonly (string | null | undefined)[]): string =>
  tokensOf(texts).map(quoted).join(" ");

/** The text form of a `tsquery`: every word, each from its beginning. Null when there is no word to look for. */
export function searchQuery(text: string): string | null {
  const words = text.split(/\s+/).flatMap((word) => tokensOf([word]).slice(0, 1));
  const terms = words.slice(0, 10).map((word) => `${quoted(word)}:*`);
  return terms.length === 0 ? null : terms.join(" & ");
}

/**
 * A query for columns that PostgreSQL filled itself (`searchable` in the schema), to be read by `to_tsquery('simple', …)`:
 * every word from its beginning, one with punctuation whole or by its parts. Null when there is no word to look for.
 */
export function looseSearchQuery(text: string): string | null {
  const terms = text
    .split(/\s+/)
    .map((word) => partsOf(plain(word)))
    .filter((parts) => parts.length > 0)
    .slice(0, 10)
    .map(
      ([whole = "", ...parts]) => `(${quoted(whole)}:* | (${parts.map((part) => `${quoted(part)}:*`).join(" & ")}))`,
    );
  return terms.length === 0 ? null : terms.join(" & ");
}
