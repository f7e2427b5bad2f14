import { type ClassValue, clsx } from "clsx";
import { propertiesOf } from "./class-groups.ts";

/** The end of a class's modifiers: "max-lg:[&_svg]:size-4" sets what "size-4" does, under a variant. */
function splitAt(name: string): number {
  let depth = 0;
  for (let at = name.length - 1; at >= 0; at -= 1) {
    const sign = name.charAt(at);
    if (sign === "]" || sign === ")") depth += 1;
    else if (sign === "[" || sign === "(") depth -= 1;
    else if (sign === ":" && depth === 0) return at + 1;
  }
  return 0;
}

function merged(names: readonly string[]): string {
  const set = new Set<string>();
  const kept: string[] = [];
  for (const name of names.toReversed()) {
    const at = splitAt(name);
    const [own, ...others] = propertiesOf(name.slice(at)).map((property) => name.slice(0, at) + property);
    if (own === undefined || set.has(own)) continue;
    for (const property of [own, ...others]) set.add(property);
    kept.push(name);
  }
  return kept.toReversed().join(" ");
}

const known = new Map<string, string>();
const MOST_KNOWN = 1000;

/** Joins class names; of two for the same property the later one wins. */
export function cx(...values: ClassValue[]): string {
  const joined = clsx(values);
  const found = known.get(joined);
  if (found !== undefined) return found;
  const text = merged(joined.split(/\s+/).filter(Boolean));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(joined, text);
  return text;
}
