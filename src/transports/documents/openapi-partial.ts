import { isSchema, type Schema, type Schemas } from "./openapi-schemas.ts";

/** Marks a union of a resource and its partial form by the parameter of this name; the full resource comes first. */
export const CHOSEN_BY = "x-chosen-by";

/** A response that `fields` may reduce: the whole resource, or only the selected members. */
export function wholeOrPart(whole: Schema, schemas: Schemas): Schema {
  const part = partOf(whole, schemas);
  if (part === whole) return whole;
  return { anyOf: [whole, part], [CHOSEN_BY]: "fields" };
}

/** The same schema with no member required, as deep as the paths of `fields` go. */
function partOf(schema: Schema, schemas: Schemas): Schema {
  if (typeof schema["$ref"] === "string") return partOfComponent(schema, schemas);
  const { properties, items, anyOf } = schema;
  if (isSchema(properties)) return withoutRequired(schema, schemas);
  if (isSchema(items)) return { ...schema, items: partOf(items, schemas) };
  const [option, none, ...others] = Array.isArray(anyOf) ? anyOf : [];
  const isNullable = isSchema(option) && isSchema(none) && none["type"] === "null" && others.length === 0;
  return isNullable ? { ...schema, anyOf: [partOf(option, schemas), none] } : schema;
}

function partOfComponent(reference: Schema, schemas: Schemas): Schema {
  const whole = schemas.resolved(reference);
  if (!isSchema(whole["properties"]) && !isSchema(whole["items"])) return reference;
  const name = `Partial${String(reference["$ref"]).split("/").at(-1) ?? ""}`;
  return schemas.named(name, () => partOf(whole, schemas));
}

/** A list's own members stay: `fields` does not select them. */
function withoutRequired(schema: Schema, schemas: Schemas): Schema {
  const { properties, required, examples: _whole, ...rest } = schema;
  const members = Object.entries(isSchema(properties) ? properties : {});
  const isList = members.some(([name]) => name === "nextCursor");
  const thinned = members.map(([name, inner]) => [name, isSchema(inner) ? partOf(inner, schemas) : inner]);
  return { ...rest, properties: Object.fromEntries(thinned), ...(isList ? { required } : {}) };
}
