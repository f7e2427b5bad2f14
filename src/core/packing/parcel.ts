import type { Read, Tx } from "../kernel/tx.ts";
import { openUnits } from "../order/line-picks.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { lockOrders, readOrders } from "../order/store.ts";
import { isCovered } from "./cover.ts";
import { readBarcodes } from "./queue-store.ts";
import type { Station, LineRecord } from "./station.ts";

/** What of an order is packed at a location: the units that are reserved there and not waiting for stock. */
export async function linesAt(read: Read, order: FullOrderRecord, location: string): Promise<LineRecord[]> {
  const units = new Map<string, number>();
  for (const each of order.reservations)
    if (each.location === location && !each.backorder)
      units.set(each.lineId, (units.get(each.lineId) ?? 0) + each.quantity);
  const here = order.lines.filter(({ id }) => units.has(id));
  const barcodes = await readBarcodes(
    read,
    here.flatMap(({ variantId }) => variantId ?? []),
  );
  return here
    .map((line) => ({
      id: line.id,
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      barcode: barcodes.get(line.variantId ?? "") ?? null,
      wanted: Math.min(units.get(line.id) ?? 0, openUnits(line)),
      packed: 0,
    }))
    .filter(({ wanted }) => wanted > 0);
}

/** Looks again at the orders that were changed since their parcels were begun. */
export async function renewStations(tx: Tx, stations: Iterable<Station>): Promise<void> {
  const stale = [...stations].filter(({ session, order }) => {
    return session.orderId !== null && order?.version !== session.orderVersion;
  });
  if (stale.length === 0) return;
  const orders = await readOrders(
    tx,
    stale.flatMap(({ session }) => session.orderId ?? []),
  );
  for (const station of stale) {
    const order = orders.get(station.session.orderId ?? "");
    await renewStation(tx, station, order);
  }
}

/** Under the order's lock: what is decided next is about the order as it is, and paid for. */
export async function renewLocked(tx: Tx, station: Station): Promise<void> {
  const { orderId } = station.session;
  if (orderId === null) return;
  await renewStation(tx, station, (await lockOrders(tx, [orderId])).get(orderId));
}

async function renewStation(tx: Tx, station: Station, order: FullOrderRecord | undefined): Promise<void> {
  if (order === undefined) return station.lose("orderGone");
  station.renew(order, await linesAt(tx, order, station.session.location), await isCovered(tx, order));
}
