import { expect, it } from "vitest";
import { found, rankOf } from "./rank.ts";

const result = `${found} orders 1`;
const ranked = (search: string, values: readonly string[]) =>
  values
    .map((value) => ({ value, rank: rankOf(value, search) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ value }) => value);

it.each([
  ["a verb", "ship", [result, "Ship", "Keyboard shortcuts"], ["Ship", result]],
  ["the beginning of a verb", "canc", ["Stock", result, "Cancel order"], ["Cancel order", result]],
  ["a word within", "order", [result, "Cancel order"], ["Cancel order", result]],
  ["a number", "1042", ["Stock", result], [result]],
  ["an address", "ada@", ["Add a tag", result], [result]],
  ["a name", "penrose", ["Open endpoint resource", "Home", result], [result]],
])("typing %s ranks the best match first and hides what does not match", (...[, search, values, wanted]) => {
  expect(ranked(search, values)).toEqual(wanted);
});
