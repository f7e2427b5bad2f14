import { describe, expect, it } from "vitest";
import { operations } from "#core/catalogue.ts";
import { placeOrder } from "#core/orders/index.ts";
import { operationExample } from "./operation-examples.ts";

/** Empty lists in an example with the meaning "none of these". */
const MAY_BE_EMPTY = /^\/input$|\/(holds|shipments|violations|faults)$/;

/** Uninformative values: a placeholder, an empty string or list, an empty object. */
function hollowAt(value: unknown, at = ""): string[] {
  if (value === "" || (typeof value === "string" && /^(text|string)\.*$/.test(value))) return [at];
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value);
  if (inner.length === 0) return at === "" || MAY_BE_EMPTY.test(at) ? [] : [at];
  return inner.flatMap(([name, each]) => hollowAt(each, `${at}/${name}`));
}

const outward = operations.filter(({ audience }) => audience !== "operator");

describe("every public operation has an example", () => {
  it.each(outward.map((each) => [each.name, each] as const))("%s", (_name, operation) => {
    const { input, output } = operationExample(operation);
    expect(operation.input.safeParse(input).error?.issues ?? []).toEqual([]);
    expect(operation.output.safeParse(output).error?.issues ?? []).toEqual([]);
    expect(hollowAt({ input, output })).toEqual([]);
  });

  it("that contains the operation's own example, without the fields it omits", () => {
    const own = { ...placeOrder, examples: { input: { externalId: undefined, notes: "By the back door" } } };
    expect(operationExample(own).input).toEqual({
      ...Object(operationExample(placeOrder).input),
      externalId: undefined,
      notes: "By the back door",
    });
  });

  it("and an uninformative one is reported with its path", () => {
    expect(hollowAt({ a: "text", b: [{ c: "" }], d: [], holds: [], e: {}, f: 0, g: null })).toEqual([
      "/a",
      "/b/0/c",
      "/d",
      "/e",
    ]);
  });
});
