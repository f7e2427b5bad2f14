import { distance } from "fastest-levenshtein";

const MOST_EDITS = 2;

/** The name that is at most two edits away from `wanted`, for "did you mean". Comparison ignores case. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const lower = wanted.slice(0, 40).toLowerCase();
  const [nearest] = names
    .map((name) => ({ name, edits: distance(lower, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= MOST_EDITS && edits < name.length)
    .toSorted((a, b) => a.edits - b.edits);
  return nearest?.name;
}
