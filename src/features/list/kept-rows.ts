export type Kept<T> = {
  /** The list that it belongs to. */
  name: string;
  read: readonly T[];
  shown: readonly T[];
  leaving: ReadonlySet<string>;
};

type Reading<T> = { name: string; read: readonly T[]; hasMore: boolean; rowId: (row: T) => string };

const none: ReadonlySet<string> = new Set();

export const keptOf = <T>({ name, read }: Pick<Reading<T>, "name" | "read">): Kept<T> => ({
  name,
  read,
  shown: read,
  leaving: none,
});

/**
 * The rows to show after a refetch: a row that is no longer in the list keeps its place and is marked as leaving, so
 * that nothing moves under the pointer. Rows beyond the loaded pages have not left.
 */
export function keep<T>(before: Kept<T>, { name, read, hasMore, rowId }: Reading<T>): Kept<T> {
  if (before.name !== name) return keptOf({ name, read });
  const here = new Set(read.map(rowId));
  const end = hasMore ? before.shown.findLastIndex((row) => here.has(rowId(row))) : before.shown.length;
  const followers = new Map<string | null, T[]>();
  let last: string | null = null;
  for (const row of before.shown.slice(0, Math.max(0, end))) {
    if (here.has(rowId(row))) last = rowId(row);
    else followers.set(last, [...(followers.get(last) ?? []), row]);
  }
  if (followers.size === 0) return keptOf({ name, read });
  const shown = [...(followers.get(null) ?? []), ...read.flatMap((row) => [row, ...(followers.get(rowId(row)) ?? [])])];
  const leaving = new Set([...followers.values()].flat().map(rowId));
  return { name, read, shown, leaving };
}
