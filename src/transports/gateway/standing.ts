import type { Actor, Scope } from "#core/kernel/actor.ts";
import { forbidden, isHubError, unauthenticated } from "#core/kernel/errors.ts";

export interface Standing {
  /** The caller's current actor; rejects as authentication does. */
  readonly who: () => Promise<Actor | undefined>;
  readonly scope: Scope;
  readonly lookMs: number;
}

/**
 * Checks periodically until the stream ends, and aborts it with the error once the session has ended, the key is
 * revoked or the scope is removed.
 */
export function watchStanding(stream: AbortController, { who, scope, lookMs }: Standing): void {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return; // a slow database gets no additional checks
    isLooking = true;
    try {
      const actor = await who();
      if (actor === undefined) throw unauthenticated();
      if (scope !== "any" && !actor.scopes.has(scope)) throw forbidden(scope);
    } catch (error) {
      if (isHubError(error) && (error.kind === "unauthenticated" || error.kind === "forbidden")) stream.abort(error);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), lookMs).unref();
  stream.signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
