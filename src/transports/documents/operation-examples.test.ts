import { describe, expect, it } from "vitest";
import { operations } from "#core/catalogue.ts";
import { placeOrder } from "#core/orders/index.ts";
import { operationExample } from "./operation-examples.ts";

/** Lists of an example that stand for "none of these", by the operation's own sense. */
const MAY_BE_EMPTY = /^\/input$|\/(holds|shipments|violations|faults)$/;

/** Where an example says nothing: a placeholder, an empty text or list, an object without members. */
function hollowAt(value: unknown, at = ""): string[] {
  if (value === "" || (typeof value === "string" && /^(text|string)\.*$/.test(value))) return [at];
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value);
  if (inner.length === 0) return at === "" || MAY_BE_EMPTY.test(at) ? [] : [at];
  return inner.flatMap(([name, each]) => hollowAt(each, `${at}/${name}`));
}

const outward = operations.filter(({ audience }) => audience !== "operator");

describe("every operation that others call has an example", () => {
  it.each(outward.map((each) => [each.name, each] as const))("%s", (_name, operation) => {
    const { input, output } = operationExample(operation);
    expect(operation.input.safeParse(input).error?.issues ?? []).toEqual([]);
    expect(operation.output.safeParse(output).error?.issues ?? []).toEqual([]);
    expect(hollowAt({ input, output })).toEqual([]);
  });

  it("that the operation's own words are part of, without the fields that it leaves out", () => {
    const own = { ...placeOrder, examples: { input: { externalId: undefined, notes: "By the back door" } } };
    expect(operationExample(own).input).toEqual({
      ...Object(operationExample(placeOrder).input),
      externalId: undefined,
      notes: "By the back door",
    });
  });

  it("and one that says nothing is told by where it does", () => {
    expect(hollowAt({ a: "text", b: [{ c: "" }], d: [], holds: [], e: {}, f: 0, g: null })).toEqual([
      "/a",
      "/b/0/c",
      "/d",
      "/e",
    ]);
  });
});
