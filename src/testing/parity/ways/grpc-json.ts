import { type DescField, type DescEnum, type DescMessage, type JsonObject, ScalarType } from "@bufbuild/protobuf";
import { z } from "zod";
import { methodOf } from "../../servers/grpc-client.ts";
import { type Json, textOf } from "../scenario.ts";

/** An input as ProtoJSON has it: enumeration values carry their type's name. */
export const wireOf = (path: string, input: Readonly<Record<string, Json>>): JsonObject =>
  toWire(methodOf(path).method.input, input);

/** A message in ProtoJSON as REST has it: numbers, enumeration values in lower case, and null for what is absent. */
export const plainOf = (path: string, message: JsonObject): Json => toPlain(methodOf(path).method.output, message);

function toWire({ fields }: DescMessage, value: Readonly<Record<string, Json>>): JsonObject {
  const known = new Map(fields.map((field) => [field.jsonName, field]));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = known.get(name);
      return [name, field === undefined ? asJson(inner) : eachOf(inner, (item) => fieldToWire(field, item))];
    }),
  );
}

function fieldToWire(field: DescField, value: Json): JsonObject[string] {
  if (field.enum) return `${prefixOf(field.enum)}${textOf(value).toUpperCase()}`;
  const inner = field.message;
  if (inner && !isWellKnown(inner)) return toWire(inner, z.record(z.string(), z.json()).parse(value));
  return asJson(value);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both are what JSON can hold
const asJson = (value: Json) => value as JsonObject[string];

function eachOf(value: Json, made: (item: Json) => JsonObject[string]): JsonObject[string] {
  return Array.isArray(value) ? value.map((item: Json) => made(item)) : made(value);
}

const prefixOf = ({ sharedPrefix, values }: DescEnum): string =>
  (sharedPrefix ?? values[0]?.name.replace(/UNSPECIFIED$/, "") ?? "").toUpperCase();

const isWellKnown = ({ typeName }: DescMessage): boolean => typeName.startsWith("google.protobuf.");

function toPlain(message: DescMessage, json: JsonObject): Json {
  return Object.fromEntries(message.fields.map((field) => [field.jsonName, fieldToPlain(field, json[field.jsonName])]));
}

function fieldToPlain(field: DescField, value: JsonObject[string] | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => itemToPlain(field, item));
  if (value !== undefined) return itemToPlain(field, value);
  if (field.fieldKind === "list") return [];
  if (field.message || field.proto.proto3Optional) return null;
  if (field.scalar === ScalarType.STRING) return "";
  return field.scalar === ScalarType.BOOL ? false : 0;
}

const NUMBERS = new Set<ScalarType | undefined>([ScalarType.INT64, ScalarType.INT32, ScalarType.UINT64]);

function itemToPlain(field: DescField, value: JsonObject[string]): Json {
  if (field.enum) return textOf(value).slice(prefixOf(field.enum).length).toLowerCase();
  if (field.message && !isWellKnown(field.message)) return toPlain(field.message, Object(value));
  if (NUMBERS.has(field.scalar)) return Number(value);
  return value;
}
