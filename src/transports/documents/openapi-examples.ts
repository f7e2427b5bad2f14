import { BY_NAME, BY_SCHEMA } from "./example-values.ts";
import { type Schema, type Schemas, isSchema } from "./openapi-schemas.ts";

const BY_FORMAT: Record<string, string> = {
  uuid: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  "date-time": "2026-11-22T18:00:00.000Z",
  date: "2026-11-22",
  email: "a@example.com",
  uri: "https://example.com/",
};

/** An example of this schema: its own, else one by field name, else the simplest valid value. */
export function exampleOf(schema: Schema, schemas: Schemas, name?: string): unknown {
  const found = schemas.resolved(schema);
  const own = ownExample(found) ?? namedExample(found, name);
  if (own !== undefined) return own;
  const options = [found["anyOf"], found["oneOf"], found["allOf"]].find(Array.isArray);
  const [option] = (options ?? []).filter(isSchema);
  if (option !== undefined) return exampleOf(option, schemas, name);
  const types = [found["type"]].flat();
  if (types.includes("object")) return objectExample(found, schemas, BY_SCHEMA[componentOf(schema)] ?? {});
  if (types.includes("array")) return isSchema(found["items"]) ? [exampleOf(found["items"], schemas, name)] : [];
  if (types.includes("string")) return textExample(found);
  if (types.includes("integer") || types.includes("number")) return Math.max(0, Number(found["minimum"] ?? 0));
  if (types.includes("boolean")) return false;
  return null;
}

const componentOf = ({ $ref }: Schema): string => (typeof $ref === "string" ? ($ref.split("/").at(-1) ?? "") : "");

function namedExample(schema: Schema, name = ""): unknown {
  const value = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  return fits(schema, value) ? value : undefined;
}

const isAnything = (schema: Schema): boolean => Object.keys(schema).every((keyword) => keyword === "description");

function fits(schema: Schema, value: unknown): boolean {
  if (isAnything(schema)) return isSchema(value);
  const { pattern, minimum, maximum, minLength, maxLength, format, items, properties } = schema;
  const types = [schema["type"]].flat();
  if (typeof value === "number")
    return types.includes("integer") && value <= Number(maximum ?? value) && value >= Number(minimum ?? value);
  if (typeof value === "boolean") return types.includes("boolean");
  if (Array.isArray(value))
    return types.includes("array") && isSchema(items) && value.every((each) => fits(items, each));
  if (isSchema(value)) return types.includes("object") && properties === undefined;
  if (typeof value !== "string" || !types.includes("string") || format !== undefined || "enum" in schema) return false;
  const matches = typeof pattern !== "string" || new RegExp(pattern, "u").test(value);
  return matches && value.length <= Number(maxLength ?? value.length) && value.length >= Number(minLength ?? 0);
}

function ownExample(schema: Schema): unknown {
  if (Array.isArray(schema["examples"])) return schema["examples"][0];
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  return schema["default"] === "" ? undefined : schema["default"];
}

/** `told` holds example values for the fields of this schema. */
function objectExample(
  { properties, additionalProperties, propertyNames }: Schema,
  schemas: Schemas,
  told: Readonly<Record<string, unknown>>,
): unknown {
  if (isSchema(properties))
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, inner]) => {
        if (Object.hasOwn(told, name)) return [[name, told[name]]];
        return isSchema(inner) ? [[name, exampleOf(inner, schemas, name)]] : [];
      }),
    );
  if (!isSchema(additionalProperties)) return {};
  const name = isSchema(propertyNames) ? exampleOf(propertyNames, schemas) : "GBP";
  return { [String(name)]: exampleOf(additionalProperties, schemas) };
}

function textExample({ format, pattern, minLength }: Schema): string {
  const known = BY_FORMAT[String(format)];
  if (known !== undefined) return known;
  return typeof pattern === "string" ? patternExample(pattern) : "text".padEnd(Number(minLength ?? 0), ".");
}

/** Examples for the few patterns of inputs without one. */
function patternExample(pattern: string): string {
  const candidates = [
    "GB",
    "GBP",
    "web",
    "https://example.com/a.png",
    "6912.00",
    "order.placed",
    "main",
    "1042",
    "text",
  ];
  return candidates.find((candidate) => new RegExp(pattern, "u").test(candidate)) ?? "text";
}
