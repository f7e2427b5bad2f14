import { stockEvents } from "../inventory/low.ts";
import { lockStockOf, stockWrites } from "../inventory/stock-store.ts";
import { principalOf } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, settleOrder } from "../orders/change-order.ts";
import { insufficientStock, isCancelled, isDraft, isOnHold, tooMany, unknownLines } from "../orders/errors.ts";
import type { FullOrderRecord } from "../orders/record.ts";
import { OrderView } from "../orders/schemas.ts";
import { nothingToShip, unknownLocation } from "./errors.ts";
import { shipmentShipped } from "./events.ts";
import { planShipment, takeGoods } from "./plan.ts";
import { CreateShipmentInput } from "./schemas.ts";
import { shipmentFacts } from "./shipment-facts.ts";
import { countUnits, insertShipment } from "./shipment-store.ts";

export const createShipment = command({
  name: "shipments.create",
  summary: "Ships an order, whole or in part, from one location: the goods leave the shelf.",
  scope: "orders:write",
  audience: "public",
  input: CreateShipmentInput,
  output: OrderView,
  failures: [
    notFound,
    stale,
    isDraft,
    isCancelled,
    isOnHold,
    unknownLocation,
    unknownLines,
    tooMany,
    nothingToShip,
    insufficientStock,
  ],
  run: async (context, input) => {
    const { tx, now, actor } = context;
    const order = await openOrder(context, "shipments.create:read", { id: input.orderId, ifVersion: input.ifVersion });
    refuseUnready(order);
    const stock = await lockStockOf(tx, order);
    const { locationId, picked } = planShipment(order, stock, input);
    if (picked.length === 0) throw nothingToShip();
    const id = newId();
    const cause = { type: "sale", reason: "shipment", reference: id, orderId: order.id, actor: principalOf(actor) };
    if (locationId !== null) takeGoods(stock, picked, { locationId, cause });
    const units = picked.map(({ line, quantity }) => ({ id: line.id, quantity }));
    return settleOrder(context, order, {
      writes: [
        countUnits(tx, units, { fulfilled: 1, shipped: 1 }),
        ...insertShipment(tx, { id, orderId: order.id, locationId, input, picked, at: now }),
        ...stockWrites(tx, stock.booked(), now),
      ],
      tell: (after) => [shipmentShipped(after.id, shipmentFacts(after, id)), ...stockEvents(stock.changes())],
    });
  },
});

function refuseUnready(order: FullOrderRecord): void {
  if (order.status === "draft") throw isDraft();
  if (order.status === "cancelled") throw isCancelled();
  if (order.onHold) throw isOnHold(order.holds.map((hold) => hold.reason));
}
