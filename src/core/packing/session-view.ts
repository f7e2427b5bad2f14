import type { PackingRefusal, PackingSessionView } from "./schemas.ts";
import type { Station } from "./station.ts";

export function viewOf(station: Station, notice: PackingRefusal | null = null): PackingSessionView {
  const { id, location, version, openedAt, seenAt, closedAt, owner, ownerName } = station.session;
  const at = owner.indexOf(":");
  const packer = { type: owner.slice(0, at), id: owner.slice(at + 1), name: ownerName };
  return {
    id,
    location,
    station: station.session.station,
    packer,
    version,
    notice,
    order: station.shownOrder(),
    openedAt,
    seenAt,
    closedAt,
  };
}
