/** The parsers of a screen's filters, by URL parameter. */
export type FilterParsers = Readonly<Record<string, { parse: (text: string) => unknown } | undefined>>;

export type Stray = { name: string; text: string };

/** A URL parameter that no filter accepts: an unknown name, or an invalid value. */
export function straysIn(asked: URLSearchParams, parsers: FilterParsers, beside: readonly string[]): Stray[] {
  const names = [...new Set(asked.keys())].filter((name) => !beside.includes(name));
  return names.flatMap((name) => {
    const [first = "", ...more] = asked.getAll(name);
    const lost = [...lostOf(first, parsers[name]), ...more].filter((text) => text !== "");
    return lost.length === 0 ? [] : [{ name, text: lost.join(", ") }];
  });
}

/** Of a parameter, keeps only the values that its filter accepts. */
export function keepIn(asked: URLSearchParams, name: string, parser: FilterParsers[string]): void {
  const first = asked.get(name) ?? "";
  const parsed = parser?.parse(first) ?? null;
  const kept = Array.isArray(parsed) ? partsOf(first).filter((part) => understands(parsed, part)) : [first];
  if (parsed === null || kept.length === 0) asked.delete(name);
  else asked.set(name, kept.join(","));
}

function lostOf(text: string, parser: FilterParsers[string]): string[] {
  const parsed = parser?.parse(text) ?? null;
  if (parsed === null) return [text];
  return Array.isArray(parsed) ? partsOf(text).filter((part) => !understands(parsed, part)) : [];
}

const partsOf = (text: string): string[] => text.split(",");
/** Commas within values are escaped. */
const understands = (parsed: readonly unknown[], part: string): boolean =>
  parsed.includes(part.replaceAll(/%2c/gi, ",")) || parsed.includes(part);
