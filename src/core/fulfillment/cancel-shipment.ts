import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { OrderView } from "../orders/schemas.ts";
import { cameBack, notOnItsWay } from "./errors.ts";
import { shipmentCancelled } from "./events.ts";
import { goodsWrites, lockGoods } from "./goods-store.ts";
import { bringBack, type Goods, rowsOfLine, stockEvents, takeFrom } from "./goods.ts";
import { ShipmentTarget } from "./schemas.ts";
import { shipmentFacts, shipmentOf } from "./shipment-facts.ts";
import { countUnits, locationIdOf, setShipmentStatus } from "./shipment-store.ts";

export const cancelShipment = command({
  name: "shipments.cancel",
  summary: "Calls a shipment back that has not arrived: its goods are on the shelf and reserved for the order again.",
  scope: "orders:write",
  audience: "public",
  input: ShipmentTarget,
  output: OrderView,
  failures: [notFound, stale, notOnItsWay, cameBack],
  run: async (context, { orderId, ifVersion, shipmentId }) => {
    const { tx, now } = context;
    const order = await openOrder(context, "shipments.cancel:read", { id: orderId, ifVersion });
    const { id, status, lines } = shipmentOf(order, shipmentId);
    if (status !== "shipped" && status !== "in_transit") throw notOnItsWay(status);
    const units = new Map(lines.map((line) => [line.id, line.quantity]));
    if (order.lines.some((line) => line.shipped - line.returned < (units.get(line.id) ?? 0))) throw cameBack();
    const goods = await lockGoods(tx, order);
    const locationId = await locationIdOf(tx, id);
    if (locationId !== null) for (const line of lines) putBack(goods, locationId, line);
    return settleOrder(context, order, {
      writes: [
        setShipmentStatus(tx, id, { status: "cancelled", at: now }),
        countUnits(tx, lines, { fulfilled: -1, shipped: -1 }),
        ...goodsWrites(context, goods, {
          orderId: order.id,
          movement: { type: "sale_cancelled", reason: "shipment cancelled", reference: id },
        }),
      ],
      tell: (after) => [shipmentCancelled(after.id, shipmentFacts(after, id)), ...stockEvents(goods)],
    });
  },
});

/** What left from a location for one line is the same goods whichever shipment took it. Charges were never taken. */
function putBack(goods: Goods, locationId: string, line: { id: string; quantity: number }): void {
  const rows = rowsOfLine(goods, line.id, "committed").filter((row) => row.locationId === locationId);
  takeFrom(rows, line.quantity, (row, units) => bringBack(goods, row, units));
}
