import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isUnionType,
} from "graphql";
import { z } from "zod";
import { graphql } from "#transports/documents/surfaces.ts";
import { at, type Json, textOf } from "../scenario.ts";
import type { Call, Outcome, Refusal, Transport } from "../transport.ts";
import type { HttpClient } from "./over-http.ts";
import { pointersOf } from "./pointers.ts";

const schema = buildSchema(readFileSync(join(import.meta.dirname, "../../../../docs/schema.graphql"), "utf8"));
/** Links to other things, which REST has under `include`. */
const LINKS = new Set(["nodeId", "assignee", "timeline", "profile", "variant", "order", "product"]);

export function overGraphql(send: HttpClient): Transport {
  return {
    name: "GraphQL",
    operations: new Set(graphql.offers.keys()),
    async call(call): Promise<Outcome> {
      const { query, variables } = documentOf(call);
      const { json } = await send(call, { method: "POST", path: "/api/graphql", body: { query, variables } });
      const [error] = listOf(at(json, "errors"));
      if (error !== undefined) return { refused: faultOf(at(error, "extensions") ?? {}) };
      const answer = at(json, "data.answer") ?? null;
      if (answer === null) return { refused: { status: { kind: "not_found" }, code: undefined } };
      const code = at(answer, "code");
      if (typeof code === "string" && at(answer, "refusal") !== undefined)
        return { refused: { status: undefined, code, pointers: pointersOf(answer) } };
      return { answer: at(answer, "nodes") ?? answer };
    },
  };
}

const faultOf = (told: Json): Refusal => ({
  status: { kind: textOf(at(told, "kind")) },
  code: textOf(at(told, "code")),
  pointers: pointersOf(told),
});

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** A document that asks for everything that the operation answers. */
function documentOf({ operation, input, key }: Call): { query: string; variables: Readonly<Record<string, Json>> } {
  const [name = ""] = graphql.offers.get(operation) ?? [];
  const mutation = schema.getMutationType()?.getFields()[name];
  if (mutation !== undefined) {
    const inputType = mutation.args.find((arg) => arg.name === "input")?.type;
    if (inputType === undefined) throw new Error(`${name} takes no input`);
    const head = `mutation ($input: ${String(inputType)}, $key: String)`;
    return {
      query: `${head} { answer: ${name}(input: $input, idempotencyKey: $key) ${selected(mutation)} }`,
      variables: { input: wireOf(inputType, input), ...(key !== undefined && { key }) },
    };
  }
  const field = schema.getQueryType()?.getFields()[name];
  if (field === undefined) throw new Error(`GraphQL has no ${operation}`);
  const given = field.args.filter((arg) => arg.name in input);
  const listed = (names: readonly string[]) => (names.length === 0 ? "" : `(${names.join(", ")})`);
  const declared = listed(given.map((arg) => `$${arg.name}: ${String(arg.type)}`));
  const passed = listed(given.map((arg) => `${arg.name}: $${arg.name}`));
  return { query: `query ${declared} { answer: ${name}${passed} ${selected(field)} }`, variables: input };
}

/** Names of enumerations have no colon, and amounts by currency are a list. */
function wireOf(type: GraphQLInputType, value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => wireOf(type, item));
  const named = getNamedType(type);
  if (isEnumType(named)) return textOf(value).replaceAll(/\W/g, "_");
  if (!isInputObjectType(named) || typeof value !== "object" || value === null) return value;
  const given = Object.entries(z.record(z.string(), z.json()).parse(value));
  if (named.name === "PriceInput" && !("amount" in value))
    return given.map(([currency, amount]) => ({ currency, amount }));
  const fields = named.getFields();
  return Object.fromEntries(
    given.map(([name, inner]) => {
      const field = fields[name];
      return [name, field === undefined ? inner : wireOf(field.type, inner)];
    }),
  );
}

function selected({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isUnionType(named)) return fieldsOf(named.name);
  const [success] = named.getTypes().filter((each) => each.getInterfaces().every(({ name }) => name !== "Error"));
  if (success === undefined) return "";
  const refusals = named
    .getTypes()
    .filter((each) => each.getFields()["errors"] !== undefined)
    .map((each) => `... on ${each.name} { errors { pointer } }`);
  const short = "... on InsufficientStock { lines { pointer } }";
  const lines = named.getTypes().some(({ name }) => name === "InsufficientStock") ? short : "";
  const errors = named.getTypes().length > 1 ? "... on Error { refusal: message code }" : "";
  return `{ ... on ${success.name} ${fieldsOf(success.name)} ${errors} ${refusals.join(" ")} ${lines} }`;
}

function fieldsOf(name: string): string {
  const type = schema.getType(name);
  if (!isObjectType(type)) return "";
  if (type.getFields()["nodes"] !== undefined) {
    const item = getNamedType(type.getFields()["nodes"]?.type);
    return `{ nodes ${item === undefined ? "" : fieldsOf(item.name)} }`;
  }
  const fields = Object.values(type.getFields()).filter((field) => !LINKS.has(field.name));
  return `{ ${fields.map((field) => `${field.name} ${fieldsOf(getNamedType(field.type).name)}`).join(" ")} }`;
}
