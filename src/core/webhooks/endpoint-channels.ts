import type { Read } from "../kernel/tx.ts";
import { channelIdsOf } from "./endpoint-store.ts";
import { unknownChannel } from "./errors.ts";

/** The ids of the named channels; rejects unknown codes. */
export async function channelsNamed(read: Read, given: readonly string[]): Promise<{ ids: string[]; codes: string[] }> {
  const codes = [...new Set(given)].toSorted();
  const ids = await channelIdsOf(read, codes);
  const unknown = codes.filter((code) => !ids.has(code));
  if (unknown.length > 0) throw unknownChannel(unknown);
  return { codes, ids: [...ids.values()] };
}
