import type { Counter } from "prom-client";
import { type Actor, principalOf, systemActor } from "#core/kernel/actor.ts";
import { noteV1Use } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";

const KEPT_MS = 60_000;
const MOST = 10_000;

/** Counts each call of a deprecated version per key, and stores the time of the last one, to the minute. */
export function deprecatedUse(
  hub: Hub,
  calls: Counter<"version" | "principal">,
  onError: (error: unknown) => void,
): (version: string, actor: Actor) => void {
  const keptAt = new Map<string, number>();
  return (version, actor) => {
    calls.inc({ version, principal: principalOf(actor) });
    const now = performance.now();
    if (actor.type !== "api_key" || now - (keptAt.get(actor.id) ?? -KEPT_MS) < KEPT_MS) return;
    if (keptAt.size >= MOST) keptAt.clear();
    keptAt.set(actor.id, now);
    execute(hub, systemActor(actor.tenantId, "rest v1"), noteV1Use, { id: actor.id }).catch(onError);
  };
}
