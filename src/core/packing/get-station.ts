import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { PackingSessionView, SessionTarget } from "./schemas.ts";
import { viewOf } from "./session-view.ts";
import { readStation } from "./station-store.ts";

export const getStation = query({
  name: "packing.get",
  summary: "Reads a packing session with the order that is being packed.",
  scope: "orders:read",
  audience: "public",
  input: SessionTarget,
  output: PackingSessionView,
  failures: [notFound],
  async run({ read }, { sessionId }) {
    const station = await readStation(read, sessionId);
    if (station === undefined) throw notFound("packing session", sessionId);
    return viewOf(station);
  },
});
