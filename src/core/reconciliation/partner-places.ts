import type { Read } from "../kernel/tx.ts";
import { channelNeeded, unknownPlace } from "./errors.ts";
import { findPlaces } from "./partner-store.ts";
import type { Comparison } from "./schemas.ts";

interface Named {
  readonly compares: Comparison;
  readonly channel: string | null;
  readonly location: string | null;
  readonly endpointId: string | null;
}

/** The ids of the channel, location and endpoint that a partner names; rejects unknown names. */
export async function placesOf(
  read: Read,
  named: Named,
): Promise<{ channelId: string | null; locationId: string | null }> {
  const { compares, channel, location, endpointId } = named;
  if (compares === "orders" && channel === null) throw channelNeeded("Orders are compared for one channel: name it.");
  const found = await findPlaces(read, named);
  if (channel !== null && found.channelId === null) throw unknownPlace("channel", channel);
  if (location !== null && found.locationId === null) throw unknownPlace("location", location);
  if (endpointId !== null && !found.endpoint) throw unknownPlace("endpointId", endpointId);
  return { channelId: found.channelId, locationId: found.locationId };
}
