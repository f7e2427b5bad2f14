import { setTimeout as sleep } from "node:timers/promises";
import { restMs } from "#core/kernel/backoff.ts";

export interface Trouble {
  /** The first failure in a row, and no other. */
  begun(error: unknown): void;
  /** Work goes on after a failure. */
  mended(): void;
}

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
