import type { OrderContext } from "../order/change-order.ts";
import { factsOf } from "../order/record.ts";
import { lockOrders } from "../order/store.ts";
import { packingSkipped } from "./events.ts";
import type { Station } from "./station.ts";

/** Gives the order of a session back to the queue. */
export async function putBack(context: OrderContext, station: Station, reason: string): Promise<void> {
  const { order, packed, session } = station;
  if (order === undefined) return;
  const stored = (await lockOrders(context.tx, [order.id])).get(order.id);
  const at = { sessionId: session.id, station: session.station, location: session.location };
  if (stored !== undefined) context.emit(packingSkipped(order.id, { ...factsOf(stored), ...at, reason, packed }));
  station.leave();
}
