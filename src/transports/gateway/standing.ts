import type { Actor, Scope } from "#core/kernel/actor.ts";
import { forbidden, type HubError, isHubError, rightsChanged, unauthenticated } from "#core/kernel/errors.ts";

export interface Standing {
  /** The caller's current actor; rejects as authentication does. */
  readonly who: () => Promise<Actor | undefined>;
  readonly scope: Scope;
  /** At the start of the stream. */
  readonly held: ReadonlySet<Scope>;
  readonly lookMs: number;
}

const readsOf = (scopes: ReadonlySet<Scope>): string =>
  [...scopes]
    .filter((one) => one.endsWith(":read"))
    .toSorted()
    .join();

const isFinal = ({ kind, code }: HubError): boolean =>
  kind === "unauthenticated" || kind === "forbidden" || code === rightsChanged.code;

/**
 * Checks periodically until the stream ends, and aborts it with the error once the session has ended, the key is
 * revoked, the scope is removed, or the caller may read more or less than when the stream chose what to deliver.
 */
export function watchStanding(stream: AbortController, { who, scope, held, lookMs }: Standing): void {
  const reads = readsOf(held);
  let isLooking = false;
  const look = async () => {
    if (isLooking) return; // a slow database gets no additional checks
    isLooking = true;
    try {
      const actor = await who();
      if (actor === undefined) throw unauthenticated();
      if (scope !== "any" && !actor.scopes.has(scope)) throw forbidden(scope);
      if (readsOf(actor.scopes) !== reads) throw rightsChanged();
    } catch (error) {
      if (isHubError(error) && isFinal(error)) stream.abort(error);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), lookMs).unref();
  stream.signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
