import * as fc from "fast-check";

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Invalid values from faulty programs and from attackers. */
const HOSTILE: readonly unknown[] = [
  [null, true, "", " ", 0, -1, 0.5, -0, 1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), "1", "1e3", "NaN"],
  [[[]], {}, [[[]]], [[null]], { $ne: null }, { toString: 1 }, { __proto__: null, constructor: { prototype: {} } }],
  ["\u0000", "a\u0000b", "\ud800", "\u202e\u0007", "💥".repeat(300), "x".repeat(10_000), "ß\u0301".repeat(50), "İ"],
  ["' or 1=1; --", "%00", "../../etc/passwd", "${7*7}", "{{7*7}}", "<script>", "\r\nX: y", "A".repeat(300)],
  ["2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "+275760-09-13T00:00:00Z", "99999999-9999-9999-9999-999999999999"],
  [nested(10), nested(40), Array.from({ length: 2000 }, () => 1), "http://127.0.0.1/", "javascript:alert(1)"],
].flat();

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 3 }));

type Step = string | number;

/** The paths of a value that can be replaced. */
function placesIn(value: unknown, at: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== "object" || value === null) return [at];
  const inside = Array.isArray(value)
    ? value.flatMap((each, index) => placesIn(each, [...at, index]))
    : Object.entries(value).flatMap(([name, each]) => placesIn(each, [...at, name]));
  return [at, ...inside];
}

/** The value with one change: a member replaced, removed, or an unknown one added. */
export function mutated(value: unknown, { place, kind, by }: { place: number; kind: number; by: unknown }): unknown {
  const places = placesIn(value);
  const steps = places[place % places.length] ?? [];
  return changed(structuredClone(value), steps, { kind: kind % 3, by });
}

function changed(value: unknown, [step, ...rest]: readonly Step[], change: { kind: number; by: unknown }): unknown {
  if (step === undefined)
    return change.kind === 2 && isRecord(value) ? { ...value, nobodyKnowsMe: change.by } : change.by;
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return list.flatMap((each, index) => (index === step ? changedMember(each, rest, change) : [each]));
  }
  if (!isRecord(value)) return change.by;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      name === step ? changedMember(each, rest, change).map((now): [string, unknown] => [name, now]) : [[name, each]],
    ),
  );
}

const changedMember = (value: unknown, rest: readonly Step[], change: { kind: number; by: unknown }): unknown[] =>
  rest.length === 0 && change.kind === 1 ? [] : [changed(value, rest, change)];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
