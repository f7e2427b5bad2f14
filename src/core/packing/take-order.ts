import { notFound } from "../kernel/errors.ts";
import { isId } from "../kernel/ids.ts";
import type { Tx } from "../kernel/tx.ts";
import { isCancelled, isDraft, isOnHold } from "../order/errors.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { findOrderId, lockOrders } from "../order/store.ts";
import { isCovered } from "./cover.ts";
import { notCovered, nothingHere, packedElsewhere } from "./errors.ts";
import { linesAt } from "./parcel.ts";
import { findPacker, lockNextOrder } from "./queue-store.ts";
import type { Station, LineRecord } from "./station.ts";

interface Parcel {
  readonly order: FullOrderRecord;
  readonly lines: readonly LineRecord[];
}

const NUMBER = /^#?(\d{1,15})$/;

/** A certain order. Throws where it cannot be packed here now. */
export async function chosenOrder(tx: Tx, { session }: Station, ref: string): Promise<Parcel> {
  const named = NUMBER.exec(ref)?.[1] ?? ref;
  const id = NUMBER.test(ref) || isId(ref) ? await findOrderId(tx, named) : undefined;
  const order = id === undefined ? undefined : (await lockOrders(tx, [id])).get(id);
  if (order === undefined) throw notFound("order", ref);
  const other = await findPacker(tx, order.id);
  if (other !== undefined) throw packedElsewhere(other.station, other.ownerName);
  if (order.status === "draft") throw isDraft();
  if (order.status === "cancelled") throw isCancelled();
  if (order.onHold) throw isOnHold(order.holds.map((hold) => hold.reason));
  const lines = await linesAt(tx, order, session.location);
  if (lines.length === 0) throw nothingHere(session.location);
  if (!(await isCovered(tx, order))) throw notCovered();
  return { order, lines };
}

/** The next order of the queue; undefined when nothing waits. */
export async function nextOrder(tx: Tx, { session }: Station): Promise<Parcel | undefined> {
  const tried: string[] = [];
  for (;;) {
    const id = await lockNextOrder(tx, session, tried);
    if (id === undefined) return undefined;
    tried.push(id);
    const order = (await lockOrders(tx, [id])).get(id); // under the lock: others may have taken or changed it just before
    if (order === undefined || order.ready === null || (await findPacker(tx, id)) !== undefined) continue;
    const lines = await linesAt(tx, order, session.location);
    if (lines.length > 0 && (await isCovered(tx, order))) return { order, lines };
  }
}
