import { setMaxListeners } from "node:events";

const TICK_MS = 500;

/**
 * Signals that fire `ms` after now, or half a second later: all requests of one tick share theirs, for a timer and a
 * controller of its own would cost each request more than its deadline is worth.
 */
export function deadlines(ms: number): () => AbortSignal {
  let current: AbortSignal | undefined;
  let until = 0;
  return () => {
    const now = performance.now();
    if (current !== undefined && now < until) return current;
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    setTimeout(() => controller.abort(), ms + TICK_MS).unref();
    until = now + TICK_MS;
    current = controller.signal;
    return current;
  };
}
