import type { Booked } from "../inventory/engine.ts";
import { stockEvents } from "../inventory/low.ts";
import { allBooked, type SharedStock } from "../inventory/shared-stock.ts";
import { lockSharedStock, stockWrites } from "../inventory/stock-store.ts";
import { principalOf } from "../kernel/actor.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { changeOrders, type Many } from "../order/change-orders.ts";
import { insufficientStock, isCancelled, isDraft, isOnHold, tooMany, unknownLines } from "../order/errors.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { nothingToShip, unknownLocation } from "./errors.ts";
import { shipmentShipped } from "./events.ts";
import { planShipment, takeGoods } from "./plan.ts";
import { CreateShipmentInput } from "./schemas.ts";
import { shipmentFacts } from "./shipment-facts.ts";
import { countUnits, type Departure, insertShipments } from "./shipment-store.ts";

export const createShipment = command({
  name: "shipments.create",
  summary: "Ships an order, in whole or in part, from one location; stock on hand is reduced.",
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
  examples: { output: { status: "shipped", fulfillmentStatus: "fulfilled" } },
  runMany: (context, calls) => changeOrders(context, calls, departures),
});

const departures: Many<CreateShipmentInput, SharedStock, Departure & { readonly booked: Booked }> = {
  point: "shipments.create:read",
  target: ({ orderId, ifVersion }) => ({ id: orderId, ifVersion }),
  read: lockSharedStock,
  plan({ actor, now }, { order, input, read }) {
    refuseUnready(order);
    const stock = read.of(order);
    const { locationId, picked } = planShipment(order, stock, input);
    if (picked.length === 0) throw nothingToShip();
    const id = newId();
    const cause = { type: "sale", reason: "shipment", reference: id, orderId: order.id, actor: principalOf(actor) };
    if (locationId !== null) takeGoods(stock, picked, { locationId, cause });
    const told = stockEvents(stock.changes());
    return {
      rows: { id, orderId: order.id, locationId, input, picked, at: now, booked: read.keep(stock) },
      tell: (after) => [shipmentShipped(after.id, shipmentFacts(after, id)), ...told],
    };
  },
  write({ tx, now }, rows) {
    const units = rows.flatMap(({ picked }) => picked.map(({ line, quantity }) => ({ id: line.id, quantity })));
    const booked = allBooked(rows.map((row) => row.booked));
    return [
      countUnits(tx, units, { fulfilled: 1, shipped: 1 }),
      ...insertShipments(tx, rows),
      ...stockWrites(tx, booked, now),
    ];
  },
};

function refuseUnready(order: FullOrderRecord): void {
  if (order.status === "draft") throw isDraft();
  if (order.status === "cancelled") throw isCancelled();
  if (order.onHold) throw isOnHold(order.holds.map((hold) => hold.reason));
}
