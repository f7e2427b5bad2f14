import { isSchema, type Schema } from "#transports/documents/openapi-schemas.ts";

const COMPONENT = /^#\/components\/schemas\/(.+)$/;
const PRIMITIVES: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

const schemasIn = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
const literal = (value: unknown): string => JSON.stringify(value) ?? "unknown";
const union = (types: readonly string[]): string => [...new Set(types)].join(" | ");
const grouped = (type: string): string => (/[|&]/.test(type) ? `(${type})` : type);

/** A valid TypeScript name; component names may contain other characters. */
export const typeName = (component: string): string => component.replaceAll(/[^A-Za-z0-9_$]/g, "_");

/** A JSON Schema as the TypeScript type of its input; references become component names. */
export function typeOf(schema: Schema): string {
  const { $ref, anyOf, oneOf, allOf, type } = schema;
  const component = typeof $ref === "string" ? COMPONENT.exec($ref)?.[1] : undefined;
  if (component !== undefined) return typeName(component);
  if ("const" in schema) return literal(schema["const"]);
  if (Array.isArray(schema["enum"])) return union(schema["enum"].map(literal));
  if (anyOf !== undefined || oneOf !== undefined) return union(schemasIn(anyOf ?? oneOf).map(typeOf));
  if (allOf !== undefined) return schemasIn(allOf).map(typeOf).map(grouped).join(" & ");
  if (Array.isArray(type)) return union(type.map((each: unknown) => typeOf({ ...schema, type: each })));
  if (type === "array") return arrayOf(schema);
  if (type === "object") return objectOf(schema);
  return PRIMITIVES[String(type)] ?? "unknown";
}

function arrayOf({ items, prefixItems }: Schema): string {
  if (prefixItems !== undefined) return `[${schemasIn(prefixItems).map(typeOf).join(", ")}]`;
  return `${grouped(isSchema(items) ? typeOf(items) : "unknown")}[]`;
}

function objectOf({ properties, required, additionalProperties, propertyNames }: Schema): string {
  if (!isSchema(properties)) {
    const keys = isSchema(propertyNames) && Array.isArray(propertyNames["enum"]) ? typeOf(propertyNames) : "string";
    const value = isSchema(additionalProperties) ? typeOf(additionalProperties) : "unknown";
    return additionalProperties === false ? "Record<string, never>" : `Partial<Record<${keys}, ${value}>>`;
  }
  const needed = new Set<unknown>(Array.isArray(required) ? required : []);
  const members = Object.entries(properties).flatMap(([name, member]) =>
    isSchema(member) ? [`${comment(member)}${memberOf(name, member, needed.has(name))}`] : [],
  );
  return members.length === 0 ? "Record<string, never>" : `{ ${members.join(" ")} }`;
}

const memberOf = (name: string, member: Schema, isRequired: boolean): string =>
  `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)}${isRequired ? `: ${typeOf(member)}` : `?: ${typeOf(member)} | undefined`};`;

function comment({ description }: Schema): string {
  return typeof description === "string" ? `/** ${description.replaceAll("*/", "* /")} */ ` : "";
}
