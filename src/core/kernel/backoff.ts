const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 5000;

/** Exponential backoff up to five seconds, with jitter between half and the whole delay. */
export const restMs = (failures: number): number =>
  Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** failures) * (0.5 + Math.random() / 2);
