import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { stationOf } from "./at-station.ts";
import { takenOver } from "./errors.ts";
import { putBack } from "./put-back.ts";
import { PackingSessionView, SessionTarget } from "./schemas.ts";
import { viewOf } from "./session-view.ts";
import { lockStations, writeStations } from "./station-store.ts";

export const closeStation = command({
  name: "packing.close",
  summary: "Closes a station; the order that it packs goes back to the queue.",
  scope: "orders:write",
  audience: "public",
  input: SessionTarget,
  output: PackingSessionView,
  failures: [notFound, takenOver],
  examples: { output: { order: null, notice: null } },
  async run(context, { sessionId }) {
    const { tx, now, actor } = context;
    const station = stationOf(await lockStations(tx, [{ sessionId, clientId: "" }]), sessionId);
    if (station.session.closedAt !== null) return viewOf(station);
    station.refuseStrangers(actor);
    await putBack(context, station, "The station was closed.");
    station.session.closedAt = now.toISOString();
    writeStations(context, [station]);
    return viewOf(station);
  },
});
