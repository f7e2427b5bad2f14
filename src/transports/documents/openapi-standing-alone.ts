import { isSchema, type Schema, type Schemas } from "./openapi-schemas.ts";

interface Known {
  /** Components that an operation uses. */
  readonly used: Readonly<Record<string, Schema>>;
  readonly schemas: Schemas;
}

/**
 * Webhook schemas in a form that client generators support: they drop components used by no operation, so these are
 * inlined, and do not resolve a union with null, so null becomes one of the types.
 */
export function standingAlone(node: Schema, known: Known): Schema {
  const reference = node["$ref"];
  if (typeof reference === "string" && known.used[reference.split("/").at(-1) ?? ""] === undefined)
    return standingAlone(known.schemas.resolved(node), known);
  const inner = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(inner) : isSchema(value) ? standingAlone(value, known) : value;
  const nullable = orNull(node, known.schemas);
  return Object.fromEntries(Object.entries(nullable ?? node).map(([name, value]) => [name, inner(value)]));
}

function orNull({ anyOf, ...rest }: Schema, schemas: Schemas): Schema | undefined {
  const [option, none] = Array.isArray(anyOf) ? anyOf : [];
  if (!isSchema(option) || !isSchema(none) || none["type"] !== "null") return undefined;
  const { type, ...own } = schemas.resolved(option);
  const values = Array.isArray(own["enum"]) ? { enum: [...own["enum"], null] } : {};
  return { ...rest, ...own, ...values, type: [type, "null"] };
}
