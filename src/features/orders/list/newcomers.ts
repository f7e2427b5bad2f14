type Placed = { id: string; placedAt: string };

/** Which orders of the list's head are newer than what is shown. Older ones that now match stay where they are. */
export function newcomers<T extends Placed>(head: readonly T[], shown: readonly Placed[]): T[] {
  const known = new Set(shown.map((row) => row.id));
  const newest = shown[0]?.placedAt ?? "";
  return head.filter((row) => !known.has(row.id) && row.placedAt >= newest);
}
