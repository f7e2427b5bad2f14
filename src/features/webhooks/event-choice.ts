export type EventTypeEntry = { type: string; description: string };
export type EventGroup = { name: string; pattern: string; types: readonly EventTypeEntry[] };

export const groupOf = (type: string): string => type.split(".")[0] ?? type;

/** Event types by subject, filtered by words in their name or description. */
export function groupsOf(types: readonly EventTypeEntry[], query: string): EventGroup[] {
  const words = query.trim().toLowerCase();
  const groups = new Map<string, EventTypeEntry[]>();
  for (const entry of types) {
    if (!`${entry.type} ${entry.description}`.toLowerCase().includes(words)) continue;
    const name = groupOf(entry.type);
    const known = groups.get(name);
    if (known) known.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups].map(([name, found]) => ({ name, pattern: `${name}.*`, types: found }));
}

/** Toggles a pattern in a selection. Patterns that it covers are removed, as are those that cover it. */
export function toggled(chosen: readonly string[], pattern: string): string[] {
  if (chosen.includes(pattern)) return chosen.filter((other) => other !== pattern);
  if (pattern === "*") return ["*"];
  const group = groupOf(pattern);
  const whole = pattern.endsWith(".*");
  const kept = chosen.filter((other) => other !== "*" && !(whole && groupOf(other) === group));
  return [...kept, pattern];
}

/** Whether a type is covered by a pattern other than its own name. */
export const isCovered = (chosen: readonly string[], type: string): boolean =>
  chosen.includes("*") || chosen.includes(`${groupOf(type)}.*`);
