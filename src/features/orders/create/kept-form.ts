import type { OrderForm } from "./form-state.ts";

/** An unfinished form with its idempotency key, so that placing it twice creates one order. */
export type Kept = { form: OrderForm; key: string };

/** A draft, a copy and a new order are stored separately. */
const nameOf = (what: string) => `crossdock.new-order.${what}`;

export function keep(what: string, kept: Kept): void {
  try {
    sessionStorage.setItem(nameOf(what), JSON.stringify(kept));
  } catch {
    // A browser without storage keeps nothing over a reload.
  }
}

export function forget(what: string): void {
  try {
    sessionStorage.removeItem(nameOf(what));
  } catch {
    // As above.
  }
}

export function keptAs(what: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(what)) ?? "null");
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Written by this tab; data of an older version in another format is ignored. */
function isKept(kept: unknown): kept is Kept {
  if (typeof kept !== "object" || kept === null || !("form" in kept) || !("key" in kept)) return false;
  const { form } = kept;
  return typeof form === "object" && form !== null && "lines" in form && Array.isArray(form.lines) && "payment" in form;
}
