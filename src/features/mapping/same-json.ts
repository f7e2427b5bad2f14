/** Whether two values are equal as JSON, ignoring the order of names, which the database does not keep. */
export const sameJson = (a: unknown, b: unknown): boolean => ordered(a) === ordered(b);

function ordered(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(ordered).join()}]`;
  const fields = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${ordered(inner)}`);
  return `{${fields.toSorted().join()}}`;
}
