/** A circuit opens after this many failures in a row. */
export const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 300_000;

/** Ms for which a circuit is open after this many failures in a row; 0 while it stays closed. */
export function pauseAfter(failures: number): number {
  if (failures < FAILURES_TO_OPEN) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - FAILURES_TO_OPEN, 10));
}
