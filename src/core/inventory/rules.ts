/** Units of one article that a location may hold. */
export const MOST_ON_HAND = 1_000_000_000;

/** What sourcing reads of a stock level; units. */
export interface Source {
  readonly variantId: string;
  readonly locationId: string;
  readonly location: string;
  readonly available: number;
  readonly allowBackorder: boolean;
}

export interface Demand {
  readonly lineIndex: number;
  readonly variantId: string;
  readonly quantity: number;
}

export interface Allocation {
  readonly lineIndex: number;
  readonly variantId: string;
  readonly locationId: string;
  readonly location: string;
  readonly quantity: number;
  readonly backorder: boolean;
}

export interface Shortage {
  readonly lineIndex: number;
  readonly requested: number;
  readonly available: number;
}

export type Sourcing = { readonly allocations: Allocation[] } | { readonly shortages: Shortage[] };

/**
 * Decides which locations serve an order: one location that can serve all of it, in the channel's order, else each
 * article from the locations in that order, else on backorder where a level allows it. All or nothing.
 */
export function source(
  demands: readonly Demand[],
  levels: readonly Source[],
  locationOrder: readonly string[],
): Sourcing {
  const ranked = rank(levels, locationOrder);
  const single = [...new Set(ranked.map((level) => level.locationId))].find((locationId) =>
    covers(
      demands,
      ranked.filter((level) => level.locationId === locationId),
    ),
  );
  const usable = single === undefined ? ranked : ranked.filter((level) => level.locationId === single);
  const left = new Map(usable.map((level) => [level, Math.max(0, level.available)]));
  const allocations: Allocation[] = [];
  const shortages: Shortage[] = [];
  for (const demand of demands) {
    const open = takeCovered(demand, left, allocations);
    if (open === 0) continue;
    const backorder = ranked.find((level) => level.variantId === demand.variantId && level.allowBackorder);
    if (backorder !== undefined) allocations.push(allocationOf(demand, backorder, { quantity: open, backorder: true }));
    else shortages.push({ lineIndex: demand.lineIndex, requested: demand.quantity, available: demand.quantity - open });
  }
  return shortages.length > 0 ? { shortages } : { allocations };
}

function takeCovered(demand: Demand, left: Map<Source, number>, allocations: Allocation[]): number {
  let open = demand.quantity;
  for (const [level, free] of left) {
    if (open === 0) break;
    if (level.variantId !== demand.variantId || free === 0) continue;
    const quantity = Math.min(open, free);
    left.set(level, free - quantity);
    allocations.push(allocationOf(demand, level, { quantity, backorder: false }));
    open -= quantity;
  }
  return open;
}

function allocationOf(
  { lineIndex }: Demand,
  { variantId, locationId, location }: Source,
  part: { quantity: number; backorder: boolean },
): Allocation {
  return { lineIndex, variantId, locationId, location, ...part };
}

function rank(levels: readonly Source[], order: readonly string[]): Source[] {
  const place = (level: Source) => (order.includes(level.location) ? order.indexOf(level.location) : order.length);
  return levels.toSorted((a, b) => place(a) - place(b) || a.location.localeCompare(b.location));
}

/** Two lines of one order may want the same article, so demand is summed per article before it is compared. */
function covers(demands: readonly Demand[], levels: readonly Source[]): boolean {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of demands) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  const free = new Map(levels.map((level) => [level.variantId, level.available]));
  return [...wanted].every(([variantId, quantity]) => (free.get(variantId) ?? 0) >= quantity);
}

/** What decides the order of reservations; units. */
export interface Promised {
  readonly id: string;
  readonly quantity: number;
  /** True: it is backordered. */
  readonly backorder: boolean;
  readonly createdAt: string;
}

/** Moves units of a reservation between covered and backordered. */
export interface Shift<R extends Promised> {
  readonly reservation: R;
  readonly quantity: number;
}

/** Takes `missing` units from the newest reservations. */
export const shortfall = <R extends Promised>(reservations: readonly R[], missing: number): Shift<R>[] =>
  shifts(reservations.filter((each) => !each.backorder).toSorted(newestFirst), missing);

/** Gives `free` units to the oldest backorders. */
export const promotion = <R extends Promised>(reservations: readonly R[], free: number): Shift<R>[] =>
  shifts(
    reservations.filter((each) => each.backorder).toSorted((a, b) => newestFirst(b, a)),
    free,
  );

/** Takes units from rows in their order until there are enough. */
export function shifts<R extends { readonly quantity: number }>(
  rows: readonly R[],
  units: number,
): { reservation: R; quantity: number }[] {
  const shifted: { reservation: R; quantity: number }[] = [];
  let open = units;
  for (const reservation of rows) {
    if (open <= 0) break;
    const quantity = Math.min(open, reservation.quantity);
    shifted.push({ reservation, quantity });
    open -= quantity;
  }
  return shifted;
}

export function newestFirst(a: Promised, b: Promised): number {
  if (a.createdAt === b.createdAt) return a.id < b.id ? 1 : -1;
  return a.createdAt < b.createdAt ? 1 : -1;
}

export const unitsOf = (rows: readonly { readonly quantity: number }[]): number =>
  rows.reduce((units, { quantity }) => units + quantity, 0);
