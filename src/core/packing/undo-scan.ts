import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { atDesk } from "./at-desk.ts";
import { findScan } from "./desk-store.ts";
import { clientIdReused, stationClosed, takenOver } from "./errors.ts";
import { refusals } from "./refusals.ts";
import { PackingAnswer, UndoInput } from "./schemas.ts";

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
    atDesk(context, { kind: "undo", input }, async (desk) => {
      const scan = desk.order === undefined ? undefined : await findScan(context.tx, desk, input.scan);
      if (scan === undefined) return { refusal: refusals.nothingToUndo() };
      desk.undone.push(scan.clientId);
      return { lines: desk.count(scan.units ?? [], -1) };
    }),
});
