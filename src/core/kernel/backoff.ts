const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 5000;

/** Waits that double up to five seconds, each between its half and its whole so that processes do not march in step. */
export const restMs = (failures: number): number =>
  Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** failures) * (0.5 + Math.random() / 2);
