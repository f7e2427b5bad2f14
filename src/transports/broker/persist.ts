import { setTimeout as sleep } from "node:timers/promises";
import { restMs } from "#core/kernel/backoff.ts";

export interface Trouble {
  /** Only the first of consecutive failures. */
  begun(error: unknown): void;
  /** Work succeeds again after a failure. */
  mended(): void;
}

/** Returns early, without an error, when the signal aborts. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => {});

/** Repeats `work` until the signal aborts. `work` reports its successes. */
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
