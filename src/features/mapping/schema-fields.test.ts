import { expect, it } from "vitest";
import { z } from "zod";
import { schemaFields } from "#features/mapping/schema-fields.ts";

const shown = (schema: z.ZodType) =>
  schemaFields(z.toJSONSchema(schema, { io: "input" })).map(
    ({ name, depth, type, required, otherShape }) =>
      `${otherShape ? "or " : ""}${"  ".repeat(depth)}${name}${required ? "*" : ""}: ${type}`,
  );

const Place = z.strictObject({ country: z.string(), note: z.string().nullable() }).meta({ id: "FieldsTestPlace" });

it("lists fields of arrays and of definitions that are used twice", () => {
  const schema = z.strictObject({
    lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int().optional() })),
    from: Place,
    to: Place.optional(),
    status: z.enum(["open", "done"]),
    at: z.iso.datetime().optional(),
  });
  const place = ["  country*: string", "  note*: string | null"];
  expect(shown(schema)).toEqual([
    "lines*: object[]",
    "  sku*: string",
    "  quantity: integer",
    "from*: object",
    ...place,
    "to: object",
    ...place,
    'status*: "open" | "done"',
    "at: string (date-time)",
  ]);
});

it("lists the alternatives of a union", () => {
  const schema = z.strictObject({
    order: z.union([z.strictObject({ id: z.string() }), z.strictObject({ channel: z.string(), name: z.string() })]),
  });
  expect(shown(schema)).toEqual(["order*: object", "  id*: string", "or   channel*: string", "  name*: string"]);
});

it("terminates for recursive schemas", () => {
  const Tree: z.ZodType = z.strictObject({ children: z.lazy(() => z.array(Tree)) }).meta({ id: "FieldsTestTree" });
  expect(shown(Tree).length).toBeLessThan(10);
});
