import type { Actor, Scope } from "#core/kernel/actor.ts";
import { forbidden, isHubError, unauthenticated } from "#core/kernel/errors.ts";

export interface Standing {
  /** Who asks now; rejects as the caller's identification does. */
  readonly who: () => Promise<Actor | undefined>;
  readonly scope: Scope;
  readonly lookMs: number;
}

/**
 * Looks again and again until the stream is over, and ends it with the refusal as the reason once the session has ended,
 * the key is revoked or the right is taken away.
 */
export function watchStanding(stream: AbortController, { who, scope, lookMs }: Standing): void {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return; // a database that is slow is not asked more often for it
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
