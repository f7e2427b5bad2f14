import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { notOnItsWay, unknownTrackingNumber } from "./errors.ts";
import { shipmentDelivered, shipmentInTransit } from "./events.ts";
import { TrackShipmentInput } from "./schemas.ts";
import { shipmentFacts, shipmentOf } from "./shipment-facts.ts";
import { countUnits, findTracked, setShipmentStatus, setTrackingUrl } from "./shipment-store.ts";

const RANK = { shipped: 0, in_transit: 1, delivered: 2 } as const;

export const trackShipment = command({
  name: "shipments.track",
  summary: "Records the progress of a parcel by its tracking number. Outdated reports change nothing.",
  scope: "orders:write",
  audience: "public",
  input: TrackShipmentInput,
  output: OrderView,
  failures: [unknownTrackingNumber, notFound, notOnItsWay],
  examples: { output: { status: "shipped", fulfillmentStatus: "fulfilled" } },
  run: async (context, input) => {
    const { tx, now } = context;
    const tracked = await findTracked(tx, input);
    if (tracked === undefined) throw unknownTrackingNumber(input.trackingNumber);
    const order = await openOrder(context, "shipments.track:read", { id: tracked.orderId });
    const { id, status, lines } = shipmentOf(order, tracked.shipmentId);
    if (status === "cancelled" || status === "lost") throw notOnItsWay(status);
    if (RANK[status] >= RANK[input.status]) return viewOf(order);
    const delivered = input.status === "delivered";
    const writes = [
      setShipmentStatus(tx, [id], { status: input.status, at: now }),
      ...(input.trackingUrl === undefined ? [] : [setTrackingUrl(tx, id, input.trackingUrl)]),
      ...(delivered ? [countUnits(tx, lines, { delivered: 1 })] : []),
    ];
    return settleOrder(context, order, {
      writes,
      tell: (after) => [(delivered ? shipmentDelivered : shipmentInTransit)(after.id, shipmentFacts(after, id))],
    });
  },
});
