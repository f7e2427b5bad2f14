import { distance } from "fastest-levenshtein";

const MOST_EDITS = 2;

/** The name within two edits of `wanted`, for "did you mean". Case-insensitive. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const lower = wanted.slice(0, 40).toLowerCase();
  const [nearest] = names
    .map((name) => ({ name, edits: distance(lower, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= MOST_EDITS && edits < name.length)
    .toSorted((a, b) => a.edits - b.edits);
  return nearest?.name;
}
