import * as fc from "fast-check";
import { expect, it } from "vitest";
import { prettyJson } from "#features/mapping/pretty-json.ts";

it("formats like JSON.stringify", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const pretty = JSON.stringify(value, null, 2);
      expect(prettyJson(JSON.stringify(value))).toBe(pretty);
      expect(prettyJson(pretty)).toBe(pretty);
    }),
  );
});

it("keeps numbers and duplicate names unchanged", () => {
  expect(prettyJson('{"id":12345678901234567890,"id":1.50}')).toBe('{\n  "id": 12345678901234567890,\n  "id": 1.50\n}');
});

it("leaves invalid JSON unchanged", () => {
  expect(prettyJson("id=7&state=paid")).toBeNull();
});
