/** The scroll state of a list of rows with equal height. */
export type Standing = {
  /** The scroll position, and the visible height. */
  topPx: number;
  heightPx: number;
  rowPx: number;
  /** The height of the sticky header. */
  headPx: number;
};

/** Rows rendered beyond the visible ones, on either side. */
const SPARE = 12;
/** The scroll position is rounded to this step, so that not every pixel causes a render. */
const STEP_PX = 140;

export const inSteps = (topPx: number): number => Math.floor(Math.max(0, topPx) / STEP_PX) * STEP_PX;

/** Which rows are rendered; of a list that became shorter, the last ones. */
export function windowOf({ topPx, heightPx, rowPx }: Omit<Standing, "headPx">, count: number) {
  const first = Math.floor(inSteps(topPx) / rowPx) - SPARE;
  const size = Math.ceil((heightPx + STEP_PX) / rowPx) + 2 * SPARE + 1;
  const from = Math.max(0, Math.min(first, count - size));
  return { from, to: Math.min(count, Math.max(first + size, 0), from + size) };
}

/** The scroll position that makes a row fully visible; unchanged when it is. */
export function topShowing({ topPx, heightPx, rowPx, headPx }: Standing, index: number): number {
  const above = index * rowPx;
  const below = headPx + above + rowPx - heightPx;
  if (topPx > above) return above;
  return Math.max(topPx, below);
}
