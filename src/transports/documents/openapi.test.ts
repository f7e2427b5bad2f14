import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { routes } from "../rest/routes.ts";
import { exampleOf } from "./openapi-examples.ts";
import { isSchema, type Schema, Schemas } from "./openapi-schemas.ts";
import { TAGS } from "./openapi-tags.ts";
import { openApiDocument } from "./openapi.ts";
import { problemExamples } from "./problem-examples.ts";

const document = openApiDocument(routes);
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, "openapi");

interface Example {
  at: string;
  schema: string;
  value: unknown;
}

/** Every media type object of the document that has an example. */
function examplesIn(node: Schema, at: string): Example[] {
  const own = "schema" in node && "example" in node ? [{ at, schema: `${at}/schema`, value: node["example"] }] : [];
  const inner = Object.entries(node).flatMap(([name, value]) => {
    const step = `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (isSchema(value)) return examplesIn(value, step);
    return Array.isArray(value)
      ? value.flatMap((each, index) => (isSchema(each) ? examplesIn(each, `${step}/${index}`) : []))
      : [];
  });
  return [...own, ...inner];
}

describe("the OpenAPI document", () => {
  it("has no unresolved reference", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
    const missing = references.filter((path) => {
      const found = path
        .split("/")
        .reduce<unknown>((node, name) => (isSchema(node) ? node[name] : undefined), document);
      return found === undefined;
    });
    expect(missing).toEqual([]);
  });

  it("has unique operationIds", () => {
    const ids = routes.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(examplesIn(document, "").map((example) => [example.at, example] as const))(
    "has a valid example at %s",
    (_at, { schema, value }) => {
      const pointer = schema.split("/").map(encodeURIComponent).join("/");
      const validate = ajv.compile({ $ref: `openapi#${pointer}` });
      validate(value);
      expect(validate.errors ?? []).toEqual([]);
    },
  );
});

/** Every nested schema, with its path. */
function* nodesIn(node: unknown, at: string): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) yield [at, Object(node)];
  for (const [name, inner] of Object.entries(node)) if (name !== "examples") yield* nodesIn(inner, `${at}/${name}`);
}

describe("requirements of client generators", () => {
  const nodes = [...nodesIn(document["paths"], "paths"), ...nodesIn(document["components"], "components")];

  it("a value has one type, or one and null", () => {
    const several = nodes.filter(
      ([, { type }]) => Array.isArray(type) && type.filter((one) => one !== "null").length > 1,
    );
    expect(several.map(([at]) => at)).toEqual([]);
  });

  it("no object member allows null only", () => {
    const nothing = nodes.filter(([at, { type }]) => type === "null" && /\/properties\/[^/]+$/.test(at));
    expect(nothing.map(([at]) => at)).toEqual([]);
  });

  it("a link fills existing parameters from existing response members", () => {
    const described = new Map(
      nodes.filter(([, node]) => "responses" in node).map(([, node]) => [node["operationId"], node]),
    );
    const wrong = nodes.flatMap(([at, { links }]) =>
      Object.entries(Object(links)).flatMap(([name, link]) => {
        const { operationId, parameters } = Object(link);
        const known = JSON.stringify(described.get(operationId)?.["parameters"] ?? []);
        return Object.keys(parameters)
          .filter((parameter) => !known.includes(`"name":"${parameter}"`))
          .map((parameter) => `${at}/${name}: ${parameter}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("every value of `include` is a member of the entry", () => {
    const { schemas } = Object(document["components"]);
    const names = (schema: string) => Object.keys(schemas[schema].properties.included.properties).toSorted();
    expect(names("OrderListItem")).toEqual(["customer", "payments", "shipments", "timeline"]);
    expect(names("Order")).toEqual(["customer", "timeline"]);
  });

  it("every PATCH accepts a merge patch", () => {
    const { paths } = Object(document);
    for (const { path } of routes.filter(({ method }) => method === "PATCH"))
      expect(Object.keys(paths[path].patch.requestBody.content)).toEqual([
        "application/json",
        "application/merge-patch+json",
      ]);
  });
});

const schemasOfInputs = new Schemas();

describe("its shared examples", () => {
  const { examples, schemas } = Object(document["components"]) as Record<string, Record<string, { value: unknown }>>;

  it.each(Object.entries(examples ?? {}))("are valid: %s", (name, { value }) => {
    const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name in (schemas ?? {}) ? name : "Problem"}` });
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(routes.filter(({ operation }) => operation.kind === "command").map((each) => [each.id, each] as const))(
    "of a body are accepted by the operation itself: %s",
    (_id, { operation }) => {
      const input = schemasOfInputs.of(operation.input, "input");
      expect(operation.input.safeParse(exampleOf(input, schemasOfInputs)).error?.issues ?? []).toEqual([]);
    },
  );

  it("cover every problem that a route names (src/transports/documents/problem-examples.ts)", () => {
    const codes = routes.flatMap(({ operation }) => operation.failures.map(({ code }) => code));
    expect([...new Set(codes)].filter((code) => !problemExamples.has(code))).toEqual([]);
  });

  it("have a description for every tag", () => {
    expect([...new Set(routes.map(({ tag }) => tag))].filter((tag) => !TAGS.has(tag))).toEqual([]);
  });
});
