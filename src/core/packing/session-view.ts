import type { Desk } from "./desk.ts";
import type { PackingRefusal, PackingSessionView } from "./schemas.ts";

export function viewOf(desk: Desk, notice: PackingRefusal | null = null): PackingSessionView {
  const { id, location, station, version, openedAt, seenAt, closedAt, owner, ownerName } = desk.session;
  const at = owner.indexOf(":");
  const packer = { type: owner.slice(0, at), id: owner.slice(at + 1), name: ownerName };
  return {
    id,
    location,
    station,
    packer,
    version,
    notice,
    order: desk.shownOrder(),
    openedAt,
    seenAt,
    closedAt,
  };
}
