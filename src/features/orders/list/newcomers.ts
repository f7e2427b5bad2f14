type Placed = { id: string; placedAt: string };

/**
 * Which orders of the list's head have come in since: those newer than what is shown, and those that an event told as
 * placed, for orders placed at once are not told in the order of their times. Older ones that now match stay where they are.
 */
export function newcomers<T extends Placed>(
  head: readonly T[],
  shown: readonly Placed[],
  placed: ReadonlySet<string>,
): T[] {
  const known = new Set(shown.map((row) => row.id));
  const newest = shown[0]?.placedAt ?? "";
  return head.filter((row) => !known.has(row.id) && (placed.has(row.id) || row.placedAt >= newest));
}

/** The rows shown with those that arrived, each behind the one it follows in the head of the list. */
export function withNewcomers<T extends Placed>(
  shown: readonly T[],
  head: readonly T[],
  arrived: ReadonlySet<string>,
): T[] {
  const rows = [...shown];
  const ids = new Set(rows.map(({ id }) => id));
  let before: string | undefined;
  for (const row of head) {
    const isKnown = ids.has(row.id);
    if (!isKnown && !arrived.has(row.id)) continue;
    if (!isKnown) rows.splice(rows.findIndex(({ id }) => id === before) + 1, 0, row);
    before = row.id;
  }
  return rows;
}
