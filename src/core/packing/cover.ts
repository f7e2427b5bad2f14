import { readChannels } from "../channels/store.ts";
import type { Read } from "../kernel/tx.ts";
import { coverOf } from "../order/readiness.ts";
import type { FullOrderRecord } from "../order/record.ts";

/** Whether an order is paid as its channel requires before it is shipped. */
export async function isCovered(read: Read, order: FullOrderRecord): Promise<boolean> {
  const cover = coverOf(order);
  if (cover !== "authorized") return cover === "paid";
  const [channel] = await readChannels(read, [order.channel]);
  return channel?.shipAuthorized === true;
}
