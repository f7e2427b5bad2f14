import type { Cause, Stock } from "../inventory/engine.ts";
import { tooMuchStock } from "../inventory/errors.ts";
import { stockEvents } from "../inventory/low.ts";
import { shifts } from "../inventory/rules.ts";
import { lockStockOf, stockWrites } from "../inventory/stock-store.ts";
import { principalOf } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../order/change-order.ts";
import { OrderView } from "../order/schemas.ts";
import { cameBack, notOnItsWay } from "./errors.ts";
import { shipmentCancelled } from "./events.ts";
import { ShipmentTarget } from "./schemas.ts";
import { shipmentFacts, shipmentOf } from "./shipment-facts.ts";
import { countUnits, locationIdOf, setShipmentStatus } from "./shipment-store.ts";

export const cancelShipment = command({
  name: "shipments.cancel",
  summary: "Cancels a shipment that is not delivered: its units are on hand and reserved for the order again.",
  scope: "orders:write",
  audience: "public",
  input: ShipmentTarget,
  output: OrderView,
  failures: [notFound, stale, notOnItsWay, cameBack, tooMuchStock],
  run: async (context, { orderId, ifVersion, shipmentId }) => {
    const { tx, now, actor } = context;
    const order = await openOrder(context, "shipments.cancel:read", { id: orderId, ifVersion });
    const { id, status, lines } = shipmentOf(order, shipmentId);
    if (status !== "shipped" && status !== "in_transit") throw notOnItsWay(status);
    const units = new Map(lines.map((line) => [line.id, line.quantity]));
    if (order.lines.some((line) => line.shipped - line.returned < (units.get(line.id) ?? 0))) throw cameBack();
    const stock = await lockStockOf(tx, order);
    const locationId = await locationIdOf(tx, id);
    const why = { type: "sale_cancelled", reason: "shipment cancelled", reference: id };
    const cause = { ...why, orderId: order.id, actor: principalOf(actor) };
    if (locationId !== null) for (const line of lines) putBack(stock, line, { locationId, cause });
    return settleOrder(context, order, {
      writes: [
        setShipmentStatus(tx, [id], { status: "cancelled", at: now }),
        countUnits(tx, lines, { fulfilled: -1, shipped: -1 }),
        ...stockWrites(tx, stock.booked(), now),
      ],
      tell: (after) => [shipmentCancelled(after.id, shipmentFacts(after, id)), ...stockEvents(stock.changes())],
    });
  },
});

/** Units shipped from a location for one line are interchangeable between shipments. Charges have no stock. */
function putBack(
  stock: Stock,
  line: { id: string; quantity: number },
  { locationId, cause }: { locationId: string; cause: Cause },
): void {
  const rows = stock.ofLine(line.id, "committed").filter((row) => row.locationId === locationId);
  for (const { reservation, quantity } of shifts(rows, line.quantity)) stock.bringBack(reservation, quantity, cause);
}
