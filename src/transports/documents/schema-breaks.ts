import { ANY_TEXT } from "./openapi-bounds.ts";
import { isSchema, type Schema } from "./openapi-schemas.ts";

/** Reads a node of a document and resolves its references. */
export type Side = (node: unknown) => Schema;

export interface Compared {
  readonly released: unknown;
  readonly present: unknown;
}

export interface Place {
  readonly at: string;
  /** Inputs may widen, outputs may narrow: a change can break one direction only. */
  readonly direction: "input" | "output";
  readonly sides: { readonly released: Side; readonly present: Side };
  /** Schemas on the current path, to detect recursion. */
  readonly above?: readonly unknown[];
}

const MAXIMA = ["maximum", "maxLength", "maxItems", "maxProperties"];
const MINIMA = ["minimum", "minLength", "minItems", "minProperties"];

/** The breaking changes of a schema, each in words with its path. */
export function breakingBetween({ released, present }: Compared, place: Place): string[] {
  const above = place.above ?? [];
  if (above.includes(released)) return [];
  const both = { before: place.sides.released(released), now: place.sides.present(present) };
  const inside: Place = { ...place, above: [...above, released] };
  return [
    ...typeBreaks(both, place),
    ...valueBreaks(both, place),
    ...(place.direction === "input" ? limitBreaks(both, place) : []),
    ...propertyBreaks(both, inside),
    ...(isSchema(both.before["items"])
      ? breakingBetween(
          { released: both.before["items"], present: both.now["items"] },
          { ...inside, at: `${place.at}[]` },
        )
      : []),
    ...optionBreaks(both, inside),
  ];
}

interface Both {
  readonly before: Schema;
  readonly now: Schema;
}

const typesOf = ({ type }: Schema): unknown[] => (type === undefined ? [] : [type].flat());

/** `integer` is a subset of `number`: outputs may narrow, inputs may widen. */
const takes = (types: readonly unknown[], type: unknown): boolean =>
  types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));

function typeBreaks({ before, now }: Both, { at, direction }: Place): string[] {
  const [from, to] = direction === "input" ? [before, now] : [now, before];
  const lost = typesOf(from).filter((type) => !takes(typesOf(to), type));
  const open = typesOf(from).length === 0 && typesOf(to).length > 0 && !isUnion(from);
  if (lost.length === 0 && !open) return [];
  const [was, is] = [before, now].map((schema) => typesOf(schema).join(" or ") || "anything");
  return [`${at} was ${was} and is ${is}`];
}

const isUnion = (schema: Schema): boolean => "anyOf" in schema || "oneOf" in schema || "allOf" in schema;

function valuesOf(schema: Schema): unknown[] | undefined {
  if ("const" in schema) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}

/**
 * Inputs may not lose an enum value. Outputs may not either, because clients may wait for it. New output values are
 * allowed by our compatibility rules.
 */
function valueBreaks({ before, now }: Both, { at, direction }: Place): string[] {
  const [was, is] = [valuesOf(before), valuesOf(now)];
  if (is === undefined) return was !== undefined && direction === "output" ? [`${at} can be anything now`] : [];
  if (was === undefined) return direction === "input" ? [`${at} takes only ${is.join(", ")} now`] : [];
  const lost = was.filter((value) => !is.includes(value));
  return lost.map((value) => `${at} has no ${String(value)} any more`);
}

function limitBreaks({ before, now }: Both, { at }: Place): string[] {
  const narrower = [
    ...MAXIMA.filter((name) => Number(now[name] ?? Infinity) < Number(before[name] ?? Infinity)),
    ...MINIMA.filter((name) => Number(now[name] ?? -Infinity) > Number(before[name] ?? -Infinity)),
  ].map((name) => `${at} has the ${name} ${String(now[name])} now`);
  const other = ["pattern", "format"].filter(
    // No pattern of a string is stricter than the format it had before.
    (name) => now[name] !== undefined && now[name] !== before[name] && now[name] !== ANY_TEXT,
  );
  return [...narrower, ...other.filter((name) => !isInteger(now, name)).map((name) => `${at} has another ${name} now`)];
}

/** The format of an integer only gives its width; its limits are compared separately. */
const isInteger = (schema: Schema, name: string): boolean => name === "format" && typesOf(schema).includes("integer");

function propertyBreaks({ before, now }: Both, place: Place): string[] {
  const [was, is] = [membersOf(before["properties"]), membersOf(now["properties"])];
  const closed = place.direction === "output" || now["additionalProperties"] === false;
  const found = Object.entries(was).flatMap(([name, released]) => {
    const at = `${place.at}.${name}`;
    if (!(name in is)) return closed ? [`${at} is gone`] : [];
    return breakingBetween({ released, present: is[name] }, { ...place, at });
  });
  const [needed, need] = [namesOf(before["required"]), namesOf(now["required"])];
  const changed =
    place.direction === "input"
      ? need.filter((name) => !needed.includes(name)).map((name) => `${place.at}.${name} is required now`)
      : needed
          .filter((name) => !need.includes(name) && name in is)
          .map((name) => `${place.at}.${name} may be missing now`);
  return [...found, ...changed, ...(place.direction === "input" ? payloadBreaks({ was, is }, place) : [])];
}

/**
 * A parsed input with a new default is another payload: a retry across the upgrade would be rejected for its
 * idempotency key.
 */
const payloadBreaks = ({ was, is }: { was: Schema; is: Schema }, { at }: Place): string[] =>
  Object.entries(is)
    .filter(([name, member]) => !(name in was) && isSchema(member) && "default" in member)
    .map(([name]) => `${at}.${name} is new and has a default`);

const membersOf = (node: unknown): Schema => (isSchema(node) ? node : {});
const namesOf = (node: unknown): string[] => (Array.isArray(node) ? node.map(String) : []);

/** Union options are matched by content; a removed one breaks senders, a new one breaks readers. */
function optionBreaks({ before, now }: Both, place: Place): string[] {
  return ["anyOf", "oneOf", "allOf"].flatMap((keyword) => {
    const [was, is] = [before[keyword], now[keyword]];
    if (!Array.isArray(was)) return [];
    const present: unknown[] = Array.isArray(is) ? is : [now];
    return was.flatMap((released: unknown) => {
      const tries = present.map((option) => breakingBetween({ released, present: option }, place));
      const best = tries.toSorted((a, b) => a.length - b.length)[0];
      return best === undefined ? [`${place.at} lost an alternative`] : best;
    });
  });
}
