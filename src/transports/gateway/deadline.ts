import { setMaxListeners } from "node:events";

const TICK_MS = 500;

/**
 * Signals that fire `longestMs` after now, or half a second later: all calls of one tick share theirs, for a timer and
 * a controller of its own would cost each call more than its deadline is worth. A caller's own, shorter one is exact.
 */
export function deadlines(longestMs: number): (waitMs?: number) => AbortSignal {
  let current: AbortSignal | undefined;
  let until = 0;
  return (waitMs = longestMs) => {
    if (waitMs < longestMs) return AbortSignal.timeout(waitMs);
    const now = performance.now();
    if (current !== undefined && now < until) return current;
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    setTimeout(() => controller.abort(), longestMs + TICK_MS).unref();
    until = now + TICK_MS;
    current = controller.signal;
    return current;
  };
}
