import { clientIp, isWithin, parseRange } from "#core/kernel/ip-range.ts";
import type { Bounds } from "./credential.ts";
import type { KeyRow } from "./key-store.ts";

/** Those of a key and of the keys that it was made by: it never has more than they. */
export function boundsOf({ allowedAddresses, limits }: Pick<KeyRow, "allowedAddresses" | "limits">): Bounds {
  const lists = allowedAddresses.map((list) => list.map(parseRange).filter((range) => range !== undefined));
  return {
    allows(text) {
      if (lists.length === 0) return true;
      const address = clientIp(text);
      return address !== undefined && lists.every((list) => list.some((range) => isWithin(address, range)));
    },
    quotas: limits.map(({ id, ...policy }) => ({ subject: `api_key:${id}`, policy })),
  };
}
