import { setTimeout as wait } from "node:timers/promises";
import { mappingStarved, mappingTimeout } from "./errors.ts";

interface Run {
  /** CPU time of the run so far; may never answer when its thread gets no CPU. */
  readonly usedMs: () => Promise<number>;
  /** Aborted when the run is over. */
  readonly signal: AbortSignal;
  readonly cpuMs: number;
  readonly wallMs: number;
}

const SHORTEST_LOOK_MS = 20;
const LONGEST_LOOK_MS = 1000;

/**
 * Terminates a run that has used up its CPU time, or that got none for so long that it should be retried. A poll counts
 * only for its intended interval, so that time in which the whole process was stopped does not count.
 */
export function watched(run: Run, end: (refusal: Error) => void): void {
  look(run).then(
    (refusal) => refusal !== undefined && end(refusal),
    () => {}, // the run is over
  );
}

async function look({ usedMs, signal, cpuMs, wallMs }: Run): Promise<Error | undefined> {
  let pauseMs = cpuMs;
  for (let waitedMs = 0; waitedMs < wallMs; waitedMs += pauseMs) {
    await wait(pauseMs, undefined, { signal });
    const unanswered = wait(LONGEST_LOOK_MS, undefined, { signal });
    const used = await Promise.race([usedMs().catch(() => undefined), unanswered]);
    signal.throwIfAborted();
    if (used !== undefined && used >= cpuMs) return mappingTimeout(cpuMs);
    pauseMs = Math.min(Math.max(cpuMs - (used ?? 0), SHORTEST_LOOK_MS), LONGEST_LOOK_MS);
  }
  return mappingStarved();
}
