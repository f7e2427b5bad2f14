type Placed = { id: string; placedAt: string };

/**
 * Which orders at the head of the list are new: those newer than the visible ones, and those with an `order.placed`
 * event, since concurrent events may arrive out of order. Older ones that now match are not included.
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

/** The visible rows with the new ones, each after its predecessor in the refetched head. */
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
