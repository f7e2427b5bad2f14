import { v7, validate } from "uuid";

const pool = new Uint8Array(4096);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/**
 * A new time-ordered id (UUID v7, RFC 9562), generated in process so that inserts need no round trip. Within one
 * millisecond ids count on. Random bytes are drawn in bulk: one by one they took 4 % of the time of placing an order.
 */
export function newId(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.slice(used, (used += 16));
  const now = Date.now();
  // A clock set back must not produce ids that sort before existing ones.
  if (now > lastMs) {
    lastMs = now;
    sequence = new DataView(random.buffer).getUint32(4) >>> 1;
  } else sequence += 1;
  return v7({ random, msecs: lastMs, seq: sequence });
}

export const isId = (text: string): boolean => validate(text);

declare const tenant: unique symbol;
/** Comes from an actor, never from input; a query without one does not type-check. */
export type TenantId = string & { readonly [tenant]: true };

/** For the few places that read a tenant's id from the database. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that applies the brand
export const asTenantId = (id: string): TenantId => id as TenantId;
