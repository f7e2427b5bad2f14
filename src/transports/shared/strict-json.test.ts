import { isDeepStrictEqual } from "node:util";
import { array, assert, constantFrom, jsonValue, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonFault, MAX_JSON_DEPTH, parseStrictJson } from "./strict-json.ts";

const parse = (text: string) => parseStrictJson(Buffer.from(text));

/** What became of a text: the value, or the words it was refused with. Any other error fails the test. */
function outcomeOf(text: string): { value: unknown } | { refused: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    if (error instanceof JsonFault) return { refused: error.message };
    throw error;
  }
}

describe("strict JSON", () => {
  it("reads whatever JSON can say as JSON.parse does", () => {
    assert(
      property(jsonValue({ maxDepth: 8 }), nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("fails on arbitrary bytes in its own words, or reads what JSON.parse reads", () => {
    const alphabet = constantFrom(...'{}[]":,\\u\n 0ae-.tfn'.split(""), '"a":', '"a"', "\\ud800", "\u00e9");
    assert(
      property(array(alphabet, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const outcome = outcomeOf(text);
        expect("refused" in outcome || isDeepStrictEqual(outcome.value, JSON.parse(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds a name that stands twice wherever it is, and takes the same name in two objects", () => {
    expect(() => parse('{"a":[{"b":1,"b":2}]}')).toThrow('"b" stands twice');
    expect(() => parse(String.raw`{"\"":1,"\u0022":2}`)).toThrow("stands twice");
    expect(parse('{"a":{"a":1},"b":[{"a":"a"},{"a":":"}]}')).toEqual({ a: { a: 1 }, b: [{ a: "a" }, { a: ":" }] });
  });

  it("takes 32 levels and no more", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(parse(nested(MAX_JSON_DEPTH))).toBeDefined();
    expect(() => parse(nested(MAX_JSON_DEPTH + 1))).toThrow("nested deeper");
  });

  it("takes time by the length of a text, however it is made", () => {
    const started = performance.now();
    for (const text of [`"${"\\".repeat(500_000)}"`, `"${'\\"'.repeat(250_000)}"`, `{"a${" ".repeat(500_000)}`]) {
      outcomeOf(text);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
