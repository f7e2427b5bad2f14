import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { atStation } from "./at-station.ts";
import { clientIdReused, stationClosed, takenOver } from "./errors.ts";
import { refusals } from "./refusals.ts";
import { PackingAnswer, UndoInput } from "./schemas.ts";
import { findScan } from "./station-store.ts";

export const undoScan = command({
  name: "packing.undo",
  summary: "Takes a scan back: the last one of the parcel, or a certain one.",
  scope: "orders:write",
  audience: "public",
  input: UndoInput,
  output: PackingAnswer,
  failures: [notFound, stationClosed, takenOver, clientIdReused],
  examples: { output: { outcome: "accepted", refusal: null, order: null, shipment: null } },
  run: (context, input) =>
    atStation(context, { kind: "undo", input }, async (station) => {
      const scan = station.order === undefined ? undefined : await findScan(context.tx, station, input.scan);
      if (scan === undefined) return { refusal: refusals.nothingToUndo() };
      station.undone.push(scan.clientId);
      return { lines: station.count(scan.units ?? [], -1) };
    }),
});
