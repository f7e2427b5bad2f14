import { type Schema, type Schemas, isSchema } from "./openapi-schemas.ts";

const BY_FORMAT: Record<string, string> = {
  uuid: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  "date-time": "2026-11-22T18:00:00.000Z",
  email: "a@example.com",
  uri: "https://example.com/",
};

/** A value of this schema: its own example, else the plainest one that it allows. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  const found = schemas.resolved(schema);
  const own = ownExample(found);
  if (own !== undefined) return own;
  const options = [found["anyOf"], found["oneOf"], found["allOf"]].find(Array.isArray);
  const [option] = (options ?? []).filter(isSchema);
  if (option !== undefined) return exampleOf(option, schemas);
  const types = [found["type"]].flat();
  if (types.includes("object")) return objectExample(found, schemas);
  if (types.includes("array")) return isSchema(found["items"]) ? [exampleOf(found["items"], schemas)] : [];
  if (types.includes("string")) return textExample(found);
  if (types.includes("integer") || types.includes("number")) return Math.max(0, Number(found["minimum"] ?? 0));
  if (types.includes("boolean")) return false;
  return null;
}

function ownExample(schema: Schema): unknown {
  if (Array.isArray(schema["examples"])) return schema["examples"][0];
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  return schema["default"];
}

function objectExample({ properties, additionalProperties, propertyNames }: Schema, schemas: Schemas): unknown {
  if (isSchema(properties))
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, inner]) =>
        isSchema(inner) ? [[name, exampleOf(inner, schemas)]] : [],
      ),
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

/** For the few patterns that inputs use without an example of their own. */
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
