import { z } from "zod";

/** `fields`: a list of changes, of which some name a field whose values are personal. */
type Kept = { readonly kind: "personal" | "secret" } | { readonly kind: "changes"; readonly fields: readonly string[] };

const declared = z.registry<Kept>();

/** Stands in the place of a value that is not shown. */
export const REDACTED = "[redacted]";

/** Of a natural person who is not one of the hub's own users. Declared at the field; wrappers go around it. */
export const personal = <T extends z.ZodType>(schema: T): T => register(schema, { kind: "personal" });

/** Opens something, or may: a reference of a payment, an address with a token in it. */
export const secretText = <T extends z.ZodType>(schema: T): T => register(schema, { kind: "secret" });

/** For `{ field, from, to }`: the values are personal where the field is one of these. */
export const personalWhere = <T extends z.ZodType>(schema: T, fields: readonly string[]): T =>
  register(schema, { kind: "changes", fields });

function register<T extends z.ZodType>(schema: T, kept: Kept): T {
  declared.add(schema, kept);
  return schema;
}

export const isDeclared = (schema: z.ZodType): boolean => declared.has(schema);

/** A value without what its schema declares as personal or secret. What is null or empty stays, so that both are told apart. */
export function redacted(schema: unknown, value: unknown): unknown {
  if (!(schema instanceof z.ZodType) || value === null || value === undefined || value === "") return value;
  const kept = declared.get(schema);
  if (kept?.kind === "changes") return redactedChange(value, kept.fields);
  if (kept !== undefined) return REDACTED;
  if (schema instanceof z.ZodObject) return eachField(schema, value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((each) => redacted(schema.element, each));
  if (schema instanceof z.ZodUnion) return firstRedacted(schema.options, value);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return redacted(schema.unwrap(), value);
  return value;
}

function eachField(schema: z.ZodObject, value: unknown): unknown {
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, each]) => [name, redacted(schema.shape[name], each)]),
  );
}

/** Any of the forms may be the one that was meant: what one of them hides is hidden. */
const firstRedacted = (options: readonly unknown[], value: unknown): unknown =>
  options.reduce((left, option) => redacted(option, left), value);

function redactedChange(value: unknown, fields: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || !("field" in value)) return REDACTED;
  if (!fields.includes(String(value.field))) return value;
  const hide = (each: unknown) => (each === null || each === undefined || each === "" ? each : REDACTED);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, name === "field" ? each : hide(each)]));
}
