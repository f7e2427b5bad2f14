import type { Promised, Shift } from "./rules.ts";

/** What replaces a reservation after a change: the same row in the other state, or two rows. */
export function turned<R extends Promised>({ reservation, quantity }: Shift<R>, makeId: () => string): R[] {
  const other = { ...reservation, quantity, backorder: !reservation.backorder };
  if (quantity === reservation.quantity) return [other];
  return [
    { ...reservation, quantity: reservation.quantity - quantity },
    { ...other, id: makeId() },
  ];
}
