import { defaultFilter } from "cmdk";

/** A source's result has matched already; its values start with this prefix. */
export const found = "found:";

/** Characters that merely occur in this order do not match. */
const LEAST = 0.1;
/** Commands that start with the typed text rank before results, and results before weaker matches. */
const FOUND = 0.75;

/** The match quality, 0 to 1: numbers and emails prefer results, words prefer commands. */
export const rankOf: typeof defaultFilter = (value, search, keywords) => {
  if (value.startsWith(found)) return /\d|@/.test(search) ? 1 : FOUND;
  const score = defaultFilter(value, search, keywords);
  return score < LEAST ? 0 : score;
};
