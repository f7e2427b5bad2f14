import { readFile } from "node:fs/promises";
import {
  buildSchema,
  findBreakingChanges,
  isInterfaceType,
  isObjectType,
  isUnionType,
  printSchema,
  validateSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { placeOrder } from "#core/orders/index.ts";
import { mutations } from "./schema/mutations.ts";
import { makeSchema } from "./schema/schema.ts";

const schema = makeSchema();
const released = await readFile(new URL("../../../docs/schema.released.graphql", import.meta.url), "utf8");

describe("the schema", () => {
  it("is valid, and the same whenever it is made", () => {
    expect(validateSchema(schema)).toEqual([]);
    expect(printSchema(makeSchema())).toBe(printSchema(schema));
  });

  it("breaks no client of the released one (docs/schema.released.graphql; a release replaces it)", () => {
    expect(findBreakingChanges(buildSchema(released), schema)).toEqual([]);
  });

  it("would be told of a field that is gone, a type that has changed and an argument that is required", () => {
    const changed = printSchema(schema)
      .replace("  externalId: String\n", "")
      .replace("  number: String!", "  number: Int!")
      .replace("stockLevels(\n", "stockLevels(\n    depot: String!\n");
    const breaks = findBreakingChanges(schema, buildSchema(changed));
    expect(new Set(breaks.map(({ type }) => type))).toEqual(
      new Set(["FIELD_REMOVED", "FIELD_CHANGED_KIND", "REQUIRED_ARG_ADDED"]),
    );
  });

  it("answers each mutation with a union of the result and what the operation declares", () => {
    for (const [name, { operation }] of Object.entries(mutations)) {
      const { type, args } = schema.getMutationType()?.getFields()[name] ?? {};
      if (!isUnionType(type)) throw new Error(`${name} answers no union`);
      expect(args?.map((arg) => arg.name)).toEqual(["input", "idempotencyKey"]);
      const typed = operation.failures.filter(({ kind }) => !["forbidden", "limited", "unavailable"].includes(kind));
      expect({ name, failures: type.getTypes().length - 1 }).toEqual({ name, failures: typed.length });
    }
    const codes = placeOrder.failures.map(({ code }) => code);
    expect(codes).toContain("inventory.insufficient_stock");
  });

  it("has one interface for all errors, with what the contract says and no more", () => {
    const error = schema.getType("Error");
    if (!isInterfaceType(error)) throw new Error("there is no interface Error");
    const { code, message, ...others } = error.getFields();
    expect([String(code?.type), String(message?.type), Object.keys(others)]).toEqual(["String!", "String!", []]);
    const kept = schema.getPossibleTypes(error).every((type) => isObjectType(type) && "errors" in type.getFields());
    expect(kept).toBe(true);
  });

  it("has amounts of money as MinorUnits, beside counts that are Int", () => {
    const fields = (name: string) => {
      const type = schema.getType(name);
      return isObjectType(type)
        ? Object.values(type.getFields()).map((each) => `${each.name}: ${String(each.type)}`)
        : [];
    };
    expect(fields("OrderTotals").every((field) => field.endsWith(": MinorUnits!"))).toBe(true);
    expect(fields("OrderLine")).toEqual(expect.arrayContaining(["quantity: Int!", "unitPrice: MinorUnits!"]));
    expect(fields("Event")).toContain("position: String!");
  });
});
