import { unauthenticated } from "../kernel/errors.ts";
import type { Tx } from "../kernel/tx.ts";
import { lockMakersEnd, type Maker } from "./store.ts";

/** When the key that made a key expires; null when it never does, or was no key. A revoked one makes no more keys. */
export async function makersEndOf(tx: Tx, maker: Maker | null): Promise<Date | null> {
  if (maker?.type !== "api_key") return null;
  const end = await lockMakersEnd(tx, maker.id);
  if (end === undefined) throw unauthenticated();
  return end.expiresAt;
}

export const earlier = (one: Date | null, other: Date | null): Date | null =>
  one === null || other === null ? (one ?? other) : one < other ? one : other;
