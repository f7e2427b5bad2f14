import { describe, expect, it } from "vitest";
import { groupsOf, isCovered, toggled } from "./event-choice.ts";

const types = ["order.cancelled", "order.placed", "stock.low"].map((type) => ({ type, description: `About ${type}` }));

describe("event selection", () => {
  it.each([
    [["*"], "order.placed", ["order.placed"]],
    [["order.placed", "stock.low"], "order.*", ["stock.low", "order.*"]],
    [["order.*"], "*", ["*"]],
    [["order.*", "stock.low"], "order.*", ["stock.low"]],
    [["*"], "*", []],
  ])("%j with %s toggled is %j", (chosen, pattern, expected) => {
    expect(toggled(chosen, pattern)).toEqual(expected);
  });

  it("covers the types of a group and of all", () => {
    expect(isCovered(["order.*"], "order.placed")).toBe(true);
    expect(isCovered(["*"], "stock.low")).toBe(true);
    expect(isCovered(["order.placed"], "order.placed")).toBe(false);
  });

  it("is searchable by name and description, grouped by subject", () => {
    expect(groupsOf(types, "")).toMatchObject([{ pattern: "order.*" }, { pattern: "stock.*" }]);
    expect(groupsOf(types, "LOW").map(({ name }) => name)).toEqual(["stock"]);
    expect(groupsOf(types, "about order").flatMap((group) => group.types)).toHaveLength(2);
  });
});
