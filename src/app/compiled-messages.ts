import "server-only";
import compile from "icu-minify/compile";
import { type Catalogue, en } from "#messages/catalogue.ts";

type Area = keyof Catalogue;

const compiled = new Map<Area, Catalogue[Area]>();

/**
 * Compiles ICU messages once on the server, so that no browser loads a parser: next.config.mjs bundles the formatter
 * only.
 */
export function compiledMessages(areas: readonly Area[]): Partial<Catalogue> {
  return Object.fromEntries(areas.map((area) => [area, areaOf(area)]));
}

function areaOf(area: Area): Catalogue[Area] {
  const known = compiled.get(area);
  if (known !== undefined) return known;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same tree of keys, which is all that callers see
  const fresh = compileTree(en[area]) as Catalogue[Area];
  compiled.set(area, fresh);
  return fresh;
}

function compileTree(node: unknown): unknown {
  // The compiler's objects have no prototype, which React cannot serialize.
  if (typeof node === "string") return structuredClone(compile(node));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, compileTree(value)]));
}
