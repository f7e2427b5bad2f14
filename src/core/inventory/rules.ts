/** One stock row as far as sourcing needs it; units. */
export interface Level {
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
 * Decides from where an order is served: one location that can serve all of it, in the channel's order, else each
 * article from the locations in that order, else on backorder where a level allows it. All or nothing.
 */
export function source(
  demands: readonly Demand[],
  levels: readonly Level[],
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

function takeCovered(demand: Demand, left: Map<Level, number>, allocations: Allocation[]): number {
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

function allocationOf(demand: Demand, level: Level, part: { quantity: number; backorder: boolean }): Allocation {
  return { lineIndex: demand.lineIndex, variantId: level.variantId, locationId: level.locationId, ...part };
}

function rank(levels: readonly Level[], order: readonly string[]): Level[] {
  const place = (level: Level) => (order.includes(level.location) ? order.indexOf(level.location) : order.length);
  return levels.toSorted((a, b) => place(a) - place(b) || a.location.localeCompare(b.location));
}

/** Two lines of one order may want the same article, so demand is summed per article before it is compared. */
function covers(demands: readonly Demand[], levels: readonly Level[]): boolean {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of demands) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  const free = new Map(levels.map((level) => [level.variantId, level.available]));
  return [...wanted].every(([variantId, quantity]) => (free.get(variantId) ?? 0) >= quantity);
}
