import * as fc from "fast-check";
import { expect, it } from "vitest";
import { faultsByLine, jsonLines } from "#features/mapping/json-lines.ts";

const order = { channel: "web", lines: [{ sku: "A" }, { sku: "" }] };

it("formats like JSON.stringify", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = jsonLines(value).map((line) => "  ".repeat(line.depth) + line.text);
      expect(text.join("\n")).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it("shows an error at the line of its value, and a missing field at its parent", () => {
  const lines = jsonLines(order);
  const faults = [
    { pointer: "/lines/1/sku", detail: "empty" },
    { pointer: "/lines/0/quantity", detail: "missing" },
    { pointer: "/externalId", detail: "missing" },
    { detail: "all of it" },
  ];
  const marked = [...faultsByLine(lines, faults)].map(([index, found]) => [lines[index]?.text, found.length]);
  expect(marked).toEqual([
    ['"sku": ""', 1],
    ["{", 1],
    ["{", 2],
  ]);
});
