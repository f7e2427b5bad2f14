import { defaultFilter } from "cmdk";

/** What a source found is matched already; its values begin with this. */
export const found = "found:";

/** Letters that merely occur somewhere in this order are no match. */
const LEAST = 0.1;
/** A command whose words begin like what is typed comes before results, and results before what matches less. */
const FOUND = 0.75;

/** How well something fits what is typed, 0 to 1: numbers and addresses ask for results, words for commands first. */
export const rankOf: typeof defaultFilter = (value, search, keywords) => {
  if (value.startsWith(found)) return /\d|@/.test(search) ? 1 : FOUND;
  const score = defaultFilter(value, search, keywords);
  return score < LEAST ? 0 : score;
};
