type Placed = { id: string; placedAt: string };
type Answer = { data: readonly Placed[]; nextCursor: string | null };

/**
 * Which changed orders of a page no longer match the list's filters, by the server's current page. Nothing is known
 * beyond its last order, where the next page begins.
 */
export function departed(page: readonly Placed[], asked: ReadonlySet<string>, answer: Answer): string[] {
  const here = new Set(answer.data.map(({ id }) => id));
  const times = answer.data.map(({ placedAt }) => placedAt);
  const last = times.at(-1) ?? "";
  const isNewestFirst = (times[0] ?? "") >= last;
  const isCovered = ({ placedAt }: Placed) =>
    answer.nextCursor === null || (isNewestFirst ? placedAt > last : placedAt < last);
  return page.filter((row) => asked.has(row.id) && !here.has(row.id) && isCovered(row)).map(({ id }) => id);
}
