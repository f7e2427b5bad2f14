/** One active reservation of a stock level; units. */
export interface Reservation {
  readonly id: string;
  readonly orderId: string;
  readonly orderLineId: string;
  readonly quantity: number;
  /** True: it waits for stock. */
  readonly backorder: boolean;
  readonly createdAt: string;
}

/** So many units of a reservation change between being covered and waiting. */
export interface Shift {
  readonly reservation: Reservation;
  readonly quantity: number;
}

/** `missing` units that the shelf no longer has are taken from the newest reservations. */
export const shortfall = (reservations: readonly Reservation[], missing: number): Shift[] =>
  shifts(reservations.filter((each) => !each.backorder).toSorted(newestFirst), missing);

/** `free` units go to the reservations that have waited longest. */
export const promotion = (reservations: readonly Reservation[], free: number): Shift[] =>
  shifts(
    reservations.filter((each) => each.backorder).toSorted((a, b) => newestFirst(b, a)),
    free,
  );

function shifts(candidates: readonly Reservation[], units: number): Shift[] {
  const shifted: Shift[] = [];
  let open = units;
  for (const reservation of candidates) {
    if (open <= 0) break;
    const quantity = Math.min(open, reservation.quantity);
    shifted.push({ reservation, quantity });
    open -= quantity;
  }
  return shifted;
}

function newestFirst(a: Reservation, b: Reservation): number {
  if (a.createdAt === b.createdAt) return a.id < b.id ? 1 : -1;
  return a.createdAt < b.createdAt ? 1 : -1;
}

/** What stands in place of a reservation after a shift: the same row on the other side, or two rows. */
export function turned({ reservation, quantity }: Shift, makeId: () => string): Reservation[] {
  const other = { ...reservation, quantity, backorder: !reservation.backorder };
  if (quantity === reservation.quantity) return [other];
  return [
    { ...reservation, quantity: reservation.quantity - quantity },
    { ...other, id: makeId() },
  ];
}

export const unitsOf = (shifted: readonly Shift[]): number =>
  shifted.reduce((units, { quantity }) => units + quantity, 0);
