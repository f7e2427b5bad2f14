import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from "graphql";

const notAn = (what: string, value: unknown) => new GraphQLError(`${what}, and not ${JSON.stringify(value)}.`);

const MINOR_UNITS = "MinorUnits is an integer of at most 2^53 - 1";

function minorUnits(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw notAn(MINOR_UNITS, value);
}

/** Int has 32 bits, which an order in yen goes beyond. */
export const MinorUnits = new GraphQLScalarType<number, number>({
  name: "MinorUnits",
  description: "An amount in its currency's minor unit (pence, cents, yen): a JSON integer within ±(2^53 - 1).",
  serialize: minorUnits,
  parseValue: minorUnits,
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT) throw notAn(MINOR_UNITS, valueFromASTUntyped(node));
    return minorUnits(Number(node.value));
  },
});

function instant(value: unknown): string {
  if (typeof value === "string") return value;
  throw notAn("DateTime is an ISO 8601 instant such as 2026-11-22T18:00:00.000Z", value);
}

/** Operations check what they take and give; here only the type is. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description: "An instant as ISO 8601 with its offset; answers are in UTC, to the millisecond.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time",
  serialize: instant,
  parseValue: instant,
  parseLiteral: (node) => instant(valueFromASTUntyped(node)),
});

export const Json = new GraphQLScalarType<unknown, unknown>({
  name: "JSON",
  description: "Any JSON value.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc8259",
});
