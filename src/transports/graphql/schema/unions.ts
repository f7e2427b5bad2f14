import { type Bare, bare, type Described, type Schema, type Union } from "#transports/shared/json-schema.ts";

/** A union of strings is a string, which the operation parses; GraphQL has no other of scalars. */
const oneText: Union = (schemas) => {
  if (schemas.every(({ type }) => type === "string")) return { type: "string" };
  throw new Error(`GraphQL has no such union: ${JSON.stringify(schemas)}`);
};

export const presentOf = (schema: Schema, { definitions }: Described): Bare => bare(schema, definitions, oneText);
