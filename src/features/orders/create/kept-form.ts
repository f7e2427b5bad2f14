import type { OrderForm } from "./form-state.ts";

/** A form that was begun, with the key that makes placing it twice the same as placing it once. */
export type Kept = { form: OrderForm; key: string };

/** A draft, a copy and a fresh order are kept apart. */
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

/** Ours, from this tab; what an older page left behind in another shape is not taken. */
function isKept(kept: unknown): kept is Kept {
  if (typeof kept !== "object" || kept === null || !("form" in kept) || !("key" in kept)) return false;
  const { form } = kept;
  return typeof form === "object" && form !== null && "lines" in form && Array.isArray(form.lines) && "payment" in form;
}
