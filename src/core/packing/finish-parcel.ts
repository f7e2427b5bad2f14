import type { z } from "zod";
import { createShipment } from "../fulfillment/index.ts";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import type { OrderContext } from "../order/change-order.ts";
import type { OrderView } from "../order/schemas.ts";
import { callMany } from "../runtime/compose.ts";
import { atStation } from "./at-station.ts";
import { clientIdReused, stationClosed, takenOver } from "./errors.ts";
import { packingFinished } from "./events.ts";
import { renewLocked } from "./parcel.ts";
import { refusals } from "./refusals.ts";
import { FinishInput, type PackedShipment, PackingAnswer } from "./schemas.ts";
import type { Station, Verdict } from "./station.ts";

export const finishParcel = command({
  name: "packing.finish",
  summary: "Closes the parcel: what is packed is shipped, and the station is free for the next order.",
  scope: "orders:write",
  audience: "public",
  input: FinishInput,
  output: PackingAnswer,
  failures: [notFound, stationClosed, takenOver, clientIdReused],
  examples: { output: { outcome: "finished", refusal: null, order: null } },
  run: (context, input) => atStation(context, { kind: "finish", input }, (station) => ship(context, station, input)),
});

async function ship(context: OrderContext, station: Station, input: z.output<typeof FinishInput>): Promise<Verdict> {
  await renewLocked(context.tx, station);
  const news = station.takeNews();
  if (news !== undefined) return { refusal: news, order: true };
  const { order, packed, wanted } = station;
  if (order === undefined) return { refusal: refusals.noOrder() };
  if (packed === 0) return { refusal: refusals.nothingPacked() };
  if (packed < wanted && input.partial !== true) return { refusal: refusals.incomplete(wanted - packed) };
  const { carrier, trackingNumber, trackingUrl } = input;
  const { actor, emit } = context;
  const units = station.lines.filter((line) => line.packed > 0).map((line) => ({ id: line.id, quantity: line.packed }));
  const asked = { orderId: order.id, location: station.session.location, lines: units };
  const [shipped] = await callMany(context, createShipment, [
    { actor, emit, input: { ...asked, carrier, trackingNumber, trackingUrl } },
  ]);
  if (shipped === undefined) throw new Error("A parcel was shipped without an answer");
  if ("refused" in shipped) return { refusal: refusals.notShipped(shipped.refused.code, shipped.refused.message) };
  const shipment = newestOf(shipped.ok, packed);
  const { location, id: sessionId, takenAt } = station.session;
  const seconds = Math.round((context.now.getTime() - Date.parse(takenAt ?? context.now.toISOString())) / 1000);
  const at = { sessionId, station: station.session.station, location };
  emit(
    packingFinished(order.id, {
      ...shipped.ok,
      total: shipped.ok.totals.total,
      ...at,
      shipmentId: shipment.id,
      units: packed,
      seconds: Math.max(0, seconds),
    }),
  );
  station.leave();
  return { outcome: "finished", shipment };
}

function newestOf({ id: orderId, number, shipments }: OrderView, units: number): z.output<typeof PackedShipment> {
  const [newest] = shipments.toSorted((a, b) => (a.id < b.id ? 1 : -1)); // ids are in the order of time
  if (newest === undefined) throw new Error("A shipped order has no shipment");
  const { id, carrier, trackingNumber, trackingUrl } = newest;
  return { id, orderId, orderNumber: number, units, carrier, trackingNumber, trackingUrl };
}
