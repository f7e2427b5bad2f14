import { isSchema, type Schema, type Schemas } from "#transports/documents/openapi-schemas.ts";
import { escaped } from "#transports/documents/pages/frame.ts";

/** A row of a table of fields. */
export function field(name: string, schema: Schema, schemas: Schemas): string {
  const note = typeof schema["description"] === "string" ? ` <small>${escaped(schema["description"])}</small>` : "";
  return `<tr><td><code>${escaped(name)}</code></td><td>${escaped(typeOf(schema, schemas))}${note}</td></tr>`;
}

/** A readable type: `integer`, `list of { id, sku }`, `one of a, b`, `text or null`. */
function typeOf(given: Schema, schemas: Schemas): string {
  const schema = schemas.resolved(given);
  if (Array.isArray(schema["enum"])) return `one of ${schema["enum"].map(String).join(", ")}`;
  if ("const" in schema) return JSON.stringify(schema["const"]);
  const options = [schema["anyOf"], schema["oneOf"]].find(Array.isArray);
  if (options !== undefined)
    return options.map((option) => (isSchema(option) ? typeOf(option, schemas) : "anything")).join(" or ");
  if (schema["type"] === "array")
    return `list of ${isSchema(schema["items"]) ? typeOf(schema["items"], schemas) : "anything"}`;
  if (isSchema(schema["properties"])) return `{ ${Object.keys(schema["properties"]).join(", ")} }`;
  return WORDS[String(schema["format"])] ?? WORDS[String(schema["type"])] ?? "anything";
}

const WORDS: Readonly<Record<string, string>> = {
  uuid: "id",
  "date-time": "instant",
  email: "email",
  string: "text",
  integer: "integer",
  number: "number",
  boolean: "true or false",
  object: "object",
  null: "null",
};
