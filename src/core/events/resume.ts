import type { Read } from "../kernel/tx.ts";
import { positionExpired, unknownChannels, unknownPosition } from "./errors.ts";
import { channelIds, feedFloor, feedHead, findPosition } from "./store.ts";

/** The position to resume after: of an event, by its id, or as given. Rejects when an event in between was dropped. */
export async function resumeFrom(read: Read, after: number | string | undefined): Promise<number | undefined> {
  if (after === undefined) return undefined;
  if (typeof after === "number") {
    // 0 is the beginning, even when old events were dropped.
    if (after > 0 && after < (await feedFloor(read))) throw positionExpired();
    return after;
  }
  const found = await findPosition(read, after);
  if (found === undefined) throw unknownPosition(after);
  if (found.position !== null) return found.position;
  if (!found.waiting) throw positionExpired();
  return feedHead(read.sql); // read elsewhere before the relay numbered it: it comes next
}

export async function channelsOf(read: Read, codes: readonly string[] | undefined): Promise<string[] | undefined> {
  if (codes === undefined) return undefined;
  const found = await channelIds(read, codes);
  const unknown = codes.filter((code) => !found.some((channel) => channel.code === code));
  if (unknown.length > 0) throw unknownChannels(unknown);
  return found.map(({ id }) => id);
}
