import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { stationOf } from "./at-station.ts";
import { putBack } from "./put-back.ts";
import { PackingSessionView, SessionTarget } from "./schemas.ts";
import { viewOf } from "./session-view.ts";
import { lockStations, writeStations } from "./station-store.ts";

/** A station without a command for this long is closed, and its order goes back to the queue. */
export const IDLE_MS = 4 * 3_600_000;

export const expireStation = command({
  name: "packing.expire",
  summary: "Closes a station that was left.",
  scope: "system",
  audience: "operator",
  input: SessionTarget,
  output: PackingSessionView,
  failures: [notFound],
  async run(context, { sessionId }) {
    const { tx, now } = context;
    const station = stationOf(await lockStations(tx, [{ sessionId, clientId: "" }]), sessionId);
    const { closedAt, seenAt } = station.session;
    if (closedAt !== null || Date.parse(seenAt) > now.getTime() - IDLE_MS) return viewOf(station);
    await putBack(context, station, "The station was left.");
    station.session.closedAt = now.toISOString();
    writeStations(context, [station]);
    return viewOf(station);
  },
});
