import { failureOf } from "#features/trpc/failure.ts";
import { newKey } from "#features/trpc/key.ts";
import { isWorthAnotherTry } from "#features/trpc/query-client.ts";

export type Attempt<P> = { payload: P; key: string };

/** Whether a response arrived; otherwise the outcome is unknown. */
export const isAnswered = (error: unknown): boolean =>
  !isWorthAnotherTry(error) && failureOf(error).kind !== "internal";

/**
 * Attempts with an unknown outcome. The same request is retried with the same idempotency key, so that it runs once; a
 * changed request gets a new key.
 */
export function createAttempts<P>() {
  const open = new Map<string, Attempt<P> & { wish: string }>();
  return {
    has: (id: string) => open.has(id),
    begin(id: string, wish: unknown, payload: () => P): Attempt<P> {
      const name = JSON.stringify(wish);
      const known = open.get(id);
      if (known?.wish === name) return known;
      const attempt = { wish: name, payload: payload(), key: newKey() };
      open.set(id, attempt);
      return attempt;
    },
    settle: (id: string) => void open.delete(id),
  };
}
