import { setTimeout as sleep } from "node:timers/promises";

export interface Trouble {
  /** The first failure in a row, and no other. */
  begun(error: unknown): void;
  /** Work goes on after a failure. */
  mended(): void;
}

const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 5000;

/** Waits that double up to five seconds, each between its half and its whole so that processes do not march in step. */
export const restMs = (failures: number): number =>
  Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** failures) * (0.5 + Math.random() / 2);

/** Ends early, without an error, when the signal fires. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => {});

/** Runs `work` again and again until the signal fires. `work` says when something has gone well. */
export async function persist(
  signal: AbortSignal,
  trouble: Trouble,
  work: (wentWell: () => void) => Promise<void>,
): Promise<void> {
  let failures = 0;
  const wentWell = () => {
    if (failures > 0) trouble.mended();
    failures = 0;
  };
  while (!signal.aborted) {
    try {
      await work(wentWell);
    } catch (error) {
      if (signal.aborted) return;
      if (failures === 0) trouble.begun(error);
      failures += 1;
      await rest(restMs(failures), signal);
    }
  }
}

/** What went wrong, in one line; a client's error may be a bundle of many. */
export function troubleOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0)
    return `${error.message} ${troubleOf(error.errors.at(-1))}`;
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error ? `${message} ${troubleOf(cause)}` : message || error.name;
}
