import type { Actor, Scope } from "#core/kernel/actor.ts";
import { forbidden, isHubError, unauthenticated } from "#core/kernel/errors.ts";

const LOOK_MS = 10_000;

export interface Standing {
  /** Who asks now; rejects like the transport's own identification. */
  readonly who: () => Promise<Actor | undefined>;
  readonly scope: Scope;
}

/**
 * A signal for a stream: fires with the caller's own, or with the refusal as its reason once the session has ended, the
 * key is revoked or the right is taken away. Looks every ten seconds.
 */
export function whileInGoodStanding(signal: AbortSignal, { who, scope }: Standing, lookMs = LOOK_MS): AbortSignal {
  const lost = new AbortController();
  const look = async () => {
    try {
      const actor = await who();
      if (actor === undefined) throw unauthenticated();
      if (!actor.scopes.has(scope)) throw forbidden(scope);
    } catch (error) {
      if (isHubError(error) && (error.kind === "unauthenticated" || error.kind === "forbidden")) lost.abort(error);
    }
  };
  const timer = setInterval(() => void look(), lookMs).unref();
  const both = AbortSignal.any([signal, lost.signal]);
  both.addEventListener("abort", () => clearInterval(timer), { once: true });
  return both;
}
