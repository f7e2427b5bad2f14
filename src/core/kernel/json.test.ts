import { isDeepStrictEqual } from "node:util";
import { array, assert, bigInt, constantFrom, double, jsonValue, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { isExact, JsonFault, MAX_JSON_DEPTH, parseJson, refuseInexact } from "./json.ts";

const parse = (text: string) => parseJson(text);

/** The parsed value, or the message of the rejection. Any other error fails the test. */
function outcomeOf(text: string): { value: unknown } | { refused: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    if (error instanceof JsonFault) return { refused: error.message };
    throw error;
  }
}

describe("strict JSON", () => {
  it("parses valid JSON exactly like JSON.parse", () => {
    assert(
      property(jsonValue({ maxDepth: 8 }), nat(3), (value, indent) => {
        const exact = (_: string, each: unknown) => (typeof each === "number" && !isExact(String(each)) ? 0.5 : each);
        const text = JSON.stringify(value, exact, indent);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("parses arbitrary bytes like JSON.parse, or fails with a JsonFault", () => {
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

  it("rejects duplicate names at any depth, but not the same name in two objects", () => {
    expect(() => parse('{"a":[{"b":1,"b":2}]}')).toThrow('"b" stands twice');
    expect(() => parse(String.raw`{"\"":1,"\u0022":2}`)).toThrow("stands twice");
    expect(parse('{"a":{"a":1},"b":[{"a":"a"},{"a":":"}]}')).toEqual({ a: { a: 1 }, b: [{ a: "a" }, { a: ":" }] });
  });

  it("accepts up to 32 levels of nesting", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(parse(nested(MAX_JSON_DEPTH))).toBeDefined();
    expect(() => parse(nested(MAX_JSON_DEPTH + 1))).toThrow("nested deeper");
  });

  it("takes linear time, whatever the text", () => {
    const started = performance.now();
    const number = `1.${"0".repeat(500_000)}1`;
    for (const text of [
      `"${"\\".repeat(500_000)}"`,
      `"${'\\"'.repeat(250_000)}"`,
      `{"a${" ".repeat(500_000)}`,
      number,
    ]) {
      outcomeOf(text);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("JSON numbers", () => {
  const digits = (text: string) => parseJson(text, { inexact: "digits" });

  it("become doubles when exact, else strings of their digits on request", () => {
    expect(digits('{"ids":[8202522731445525541,8202522731445525542],"n":1.50,"z":-0}')).toEqual({
      ids: ["8202522731445525541", "8202522731445525542"],
      n: 1.5,
      z: -0,
    });
    expect(digits("[9007199254740991,-9007199254740991,1.0,1e3,0.1,19.99]")).toEqual([
      9007199254740991, -9007199254740991, 1, 1000, 0.1, 19.99,
    ]);
    expect(digits("[9007199254740992,1e400,1e-400,1e16,1234567890123456.78,0.3000000000000000001]")).toEqual([
      "9007199254740992",
      "1e400",
      "1e-400",
      "1e16",
      "1234567890123456.78",
      "0.3000000000000000001",
    ]);
  });

  it("are rejected with a pointer when inexact by default", () => {
    expect(() => parse('{"lines":[{"quantity":1},{"a/b":1.00000000000000000001}]}')).toThrow(
      expect.objectContaining({ pointer: "/lines/1/a~1b", message: expect.stringContaining("1.00000000000000000001") }),
    );
    expect(() => refuseInexact("[1,[1e400]]")).toThrow(expect.objectContaining({ pointer: "/1/0" }));
    expect(() => refuseInexact(`{"id":"8202522731445525541","n":12345}`)).not.toThrow();
  });

  it("printed by any serialiser of doubles are accepted", () => {
    assert(
      property(double({ min: -1e15, max: 1e15, noNaN: true }), (value) => {
        for (const text of [JSON.stringify(value), value.toPrecision(17), value.toExponential(16)])
          expect({ text, value: digits(text) }).toEqual({ text, value: JSON.parse(text) });
      }),
    );
    expect(isExact("0.1000000000000000055511151231257827021182")).toBe(true);
  });

  it("of any length differ when their digits differ", () => {
    assert(
      property(bigInt(), bigInt(), (a, b) => {
        expect([a, b].map((each) => String(digits(String(each))))).toEqual([String(a), String(b)]);
      }),
    );
  });

  it("malformed ones are rejected at any length, and never become property names", () => {
    for (const text of ["012345678901234567890", "{12345678901234567890:1}", "1234567890123456789a", "-", "+1e5", "1e"])
      expect(() => digits(text)).toThrow("not valid JSON");
  });

  it("parsing does not pollute prototypes", () => {
    const value = digits('{"__proto__":{"polluted":8202522731445525541},"constructor":1e400}');
    expect(Object.keys(value ?? {})).toEqual(["__proto__", "constructor"]);
    expect("polluted" in {}).toBe(false);
  });
});
