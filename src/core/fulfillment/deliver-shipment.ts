import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { OrderView } from "../orders/schemas.ts";
import { notOnItsWay } from "./errors.ts";
import { shipmentDelivered } from "./events.ts";
import { ShipmentTarget } from "./schemas.ts";
import { shipmentFacts, shipmentOf } from "./shipment-facts.ts";
import { countUnits, setShipmentStatus } from "./shipment-store.ts";

export const deliverShipment = command({
  name: "shipments.deliver",
  summary: "Records that a shipment arrived.",
  scope: "orders:write",
  audience: "public",
  input: ShipmentTarget,
  output: OrderView,
  failures: [notFound, stale, notOnItsWay],
  run: async (context, { orderId, ifVersion, shipmentId }) => {
    const { tx, now } = context;
    const order = await openOrder(context, "shipments.deliver:read", { id: orderId, ifVersion });
    const { id, status, lines } = shipmentOf(order, shipmentId);
    if (status !== "shipped" && status !== "in_transit") throw notOnItsWay(status);
    return settleOrder(context, order, {
      writes: [setShipmentStatus(tx, id, { status: "delivered", at: now }), countUnits(tx, lines, { delivered: 1 })],
      tell: (after) => [shipmentDelivered(after.id, shipmentFacts(after, id))],
    });
  },
});
