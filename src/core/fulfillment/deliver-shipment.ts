import type { z } from "zod";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import type { ShipmentRecord } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { notOnItsWay } from "./errors.ts";
import { shipmentDelivered } from "./events.ts";
import { ShipmentTarget } from "./schemas.ts";
import { shipmentFacts, shipmentOf } from "./shipment-facts.ts";
import { countUnits, setShipmentStatus } from "./shipment-store.ts";

export const deliverShipment = command({
  name: "shipments.deliver",
  summary: "Records that a shipment was delivered.",
  scope: "orders:write",
  audience: "public",
  input: ShipmentTarget,
  output: OrderView,
  failures: [notFound, stale, notOnItsWay],
  examples: { output: { status: "delivered", fulfillmentStatus: "fulfilled" } },
  runMany: (context, calls) => changeOrders(context, calls, arrivals),
});

const arrivals: Many<z.output<typeof ShipmentTarget>, undefined, Pick<ShipmentRecord, "id" | "lines">> = {
  point: "shipments.deliver:read",
  target: ({ orderId, ifVersion }) => ({ id: orderId, ifVersion }),
  read: async () => undefined,
  plan(_, { order, input }) {
    const { id, status, lines } = shipmentOf(order, input.shipmentId);
    if (status !== "shipped" && status !== "in_transit") throw notOnItsWay(status);
    return { rows: { id, lines }, tell: (after) => [shipmentDelivered(after.id, shipmentFacts(after, id))] };
  },
  write: ({ tx, now }, rows) => [
    setShipmentStatus(
      tx,
      rows.map(({ id }) => id),
      { status: "delivered", at: now },
    ),
    countUnits(
      tx,
      rows.flatMap(({ lines }) => lines),
      { delivered: 1 },
    ),
  ],
};
