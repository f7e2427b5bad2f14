import { refuseUnreadable } from "../events/readable.ts";
import type { Actor } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import type { Tx } from "../kernel/tx.ts";
import { lockEndpoint } from "./endpoint-store.ts";
import type { EndpointRecord } from "./record.ts";

/**
 * The start of every endpoint change: locks the endpoint, for an actor who may read all events that it receives.
 * Otherwise changing its URL, reading its secret or replaying would grant read access through it.
 */
export async function openEndpoint(
  { tx, actor }: { readonly tx: Tx; readonly actor: Actor },
  { id, ifVersion }: { id: string; ifVersion?: number | undefined },
): Promise<EndpointRecord> {
  const endpoint = await lockEndpoint(tx, id);
  if (endpoint === undefined) throw notFound("webhook endpoint", id);
  refuseUnreadable(actor, endpoint.eventTypes);
  if (ifVersion !== undefined && ifVersion !== endpoint.version) throw stale("webhook endpoint", endpoint.version);
  return endpoint;
}
