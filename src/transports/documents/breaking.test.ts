import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { routes } from "../rest/routes.ts";
import { breakingChanges } from "./breaking.ts";
import { isSchema, type Schema } from "./openapi-schemas.ts";
import { openApiDocument } from "./openapi.ts";

const order: Schema = {
  type: "object",
  properties: {
    id: { type: "string", format: "uuid" },
    status: { type: "string", enum: ["open", "done"] },
    total: { type: "integer", minimum: 0, maximum: 100 },
    lines: { type: "array", items: { $ref: "#/components/schemas/Line" } },
    customer: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
  required: ["id", "status"],
  additionalProperties: false,
};
const line: Schema = { type: "object", properties: { sku: { type: "string" } }, required: ["sku"] };

/** A document with one schema for request and response, changed by the caller. */
function documentOf(
  change: (parts: { order: Schema; line: Schema; operation: Schema; paths: Schema }) => void = () => {},
) {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Order" } } };
  const parts = structuredClone<Record<"order" | "line" | "operation" | "paths", Schema>>({
    order,
    line,
    operation: {
      operationId: "place",
      "x-required-scopes": ["orders:write"],
      parameters: [{ name: "q", in: "query", schema: { type: "string", maxLength: 10 } }],
      requestBody: { content },
      responses: { 201: { content, headers: { ETag: {} } }, 409: {} },
    },
    paths: {},
  });
  parts.paths["/orders"] = { post: parts.operation };
  change(parts);
  return { paths: parts.paths, components: { schemas: { Order: parts.order, Line: parts.line } } };
}

const member = (schema: Schema, name: string): Schema => {
  const found = isSchema(schema["properties"]) ? schema["properties"][name] : undefined;
  return isSchema(found) ? found : {};
};

type Change = Parameters<typeof documentOf>[0];

const breaking: [string, Change, string][] = [
  ["a removed path", ({ paths }) => delete paths["/orders"], "/orders is gone"],
  ["a removed operation", ({ paths }) => (paths["/orders"] = {}), "POST /orders is gone"],
  ["a changed operationId", ({ operation }) => (operation["operationId"] = "make"), "has the operationId make"],
  [
    "an additional scope",
    ({ operation }) => (operation["x-required-scopes"] = ["users:write"]),
    "needs the scope users:write",
  ],
  ["a removed parameter", ({ operation }) => (operation["parameters"] = []), "query parameter q is gone"],
  [
    "a narrower parameter",
    ({ operation }) =>
      (operation["parameters"] = [{ name: "q", in: "query", schema: { type: "string", maxLength: 5 } }]),
    "maxLength 5",
  ],
  [
    "a parameter that became required",
    ({ operation }) =>
      (operation["parameters"] = [{ name: "q", in: "query", required: true, schema: { type: "string" } }]),
    "is required now",
  ],
  ["a removed field", ({ order: o }) => delete Object(o["properties"])["total"], "answer 201.total is gone"],
  ["a removed field of a list", ({ line: l }) => delete Object(l["properties"])["sku"], "lines[].sku is gone"],
  ["a new required input", ({ order: o }) => (o["required"] = ["id", "status", "total"]), "body.total is required now"],
  ["a response field that became optional", ({ order: o }) => (o["required"] = ["id"]), "status may be missing now"],
  ["a removed enum value", ({ order: o }) => (member(o, "status")["enum"] = ["open"]), "status has no done any more"],
  [
    "a new field with a default",
    ({ order: o }) => (Object(o["properties"])["more"] = { type: "boolean", default: false }),
    "body.more is new and has a default",
  ],
  ["another type", ({ order: o }) => (member(o, "total")["type"] = "string"), "total was integer and is string"],
  ["a narrower input", ({ order: o }) => (member(o, "total")["maximum"] = 50), "maximum 50"],
  ["a removed null", ({ order: o }) => (member(o, "customer")["anyOf"] = [{ type: "string" }]), "customer was null"],
  ["a removed response", ({ operation }) => delete Object(operation["responses"])["201"], "the answer 201 is gone"],
  [
    "a removed header",
    ({ operation }) => delete Object(operation["responses"])["201"]["headers"]["ETag"],
    "no header ETag any more",
  ],
];

const harmless: [string, Change][] = [
  ["a new path", ({ paths }) => (paths["/more"] = { get: {} })],
  ["a new optional field", ({ order: o }) => (Object(o["properties"])["more"] = { type: "string" })],
  [
    "a new optional parameter",
    ({ operation }) => Object(operation["parameters"]).push({ name: "p", in: "query", schema: {} }),
  ],
  ["a wider input and answer", ({ order: o }) => (member(o, "total")["maximum"] = 200)],
  ["another description", ({ order: o }) => (o["description"] = "An order")],
  ["a new error", ({ operation }) => (Object(operation["responses"])["422"] = {})],
];

describe("comparing two OpenAPI documents", () => {
  it.each(breaking)("reports %s", (_name, change, said) => {
    expect(breakingChanges(documentOf(), documentOf(change))).toContainEqual(expect.stringContaining(said));
  });

  it.each(harmless)("accepts %s", (_name, change) => {
    expect(breakingChanges(documentOf(), documentOf(change))).toEqual([]);
  });
});

describe("the current API", () => {
  it("breaks no client of the released version (docs/openapi.released.json; a release replaces it)", async () => {
    const text = await readFile(new URL("../../../docs/openapi.released.json", import.meta.url), "utf8");
    expect(breakingChanges(JSON.parse(text), openApiDocument(routes))).toEqual([]);
  });
});
