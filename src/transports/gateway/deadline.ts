import { setMaxListeners } from "node:events";

const TICK_MS = 500;

/**
 * Signals that abort `longestMs` after now, or half a second later: calls of one tick share a timer and a controller,
 * because one per call would be expensive. A caller's shorter deadline is exact.
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
