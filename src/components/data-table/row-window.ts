/** How a scroller of rows of one height stands. */
export type Standing = {
  /** How far it was scrolled, and how much of it is seen. */
  topPx: number;
  heightPx: number;
  rowPx: number;
  /** What stands over the rows and stays when they are scrolled. */
  headPx: number;
};

/** Rows drawn beyond what is seen, on either side. */
const SPARE = 12;
/** Scrolling counts in such steps, so that not every pixel draws anew. */
const STEP_PX = 140;

export const inSteps = (topPx: number): number => Math.floor(Math.max(0, topPx) / STEP_PX) * STEP_PX;

/** Which rows are drawn; where there are fewer by now, the last of them. */
export function windowOf({ topPx, heightPx, rowPx }: Omit<Standing, "headPx">, count: number) {
  const first = Math.floor(inSteps(topPx) / rowPx) - SPARE;
  const size = Math.ceil((heightPx + STEP_PX) / rowPx) + 2 * SPARE + 1;
  const from = Math.max(0, Math.min(first, count - size));
  return { from, to: Math.min(count, Math.max(first + size, 0), from + size) };
}

/** Where to scroll so that a row is seen whole; the same place when it is. */
export function topShowing({ topPx, heightPx, rowPx, headPx }: Standing, index: number): number {
  const above = index * rowPx;
  const below = headPx + above + rowPx - heightPx;
  if (topPx > above) return above;
  return Math.max(topPx, below);
}
