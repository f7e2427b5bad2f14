import type { Allocation, Source } from "../inventory/rules.ts";

export interface ChannelRow {
  id: string;
  code: string;
  currency: string;
  taxMode: "included" | "excluded";
  taxRateBps: number;
  locationOrder: string[];
}

export interface VariantRow {
  id: string;
  sku: string;
  name: string;
  prices: Record<string, number>;
  status: string;
}

export interface CustomerRow {
  id: string;
  email: string | null;
  name: string;
}

export interface LevelRow extends Source {
  id: string;
  sku: string;
  onHand: number;
  reserved: number;
  backordered: number;
  incoming: number;
  safetyStock: number;
  available: number;
  stocked: boolean;
}

/** What a batch has read and, call by call, decided on top of it. */
export interface World {
  readonly channels: ReadonlyMap<string, ChannelRow>;
  readonly variants: ReadonlyMap<string, VariantRow>;
  readonly levels: ReadonlyMap<string, LevelRow[]>;
  readonly customersByEmail: Map<string, CustomerRow>;
  readonly customersById: ReadonlyMap<string, CustomerRow>;
  readonly numbers: number[];
  /** Orders by channel and outside id, those of this batch included. */
  readonly known: Map<string, { id: string; payloadHash: string }>;
  /** The last call that touched a level, and how the level was before the batch. */
  readonly touched: Map<LevelRow, { index: number; before: LevelRow }>;
}

export const externalName = (channel: string, externalId: string): string => `${channel} ${externalId}`;

export const byKey = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> =>
  new Map(rows.map((row) => [keyOf(row), row]));

export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Books an allocation in the batch's picture of the stock, so that the next call sees what is left. */
export function take(world: World, allocation: Allocation, callIndex: number): LevelRow {
  const level = world.levels.get(allocation.variantId)?.find((row) => row.locationId === allocation.locationId);
  if (level === undefined) throw new Error("An allocation names a stock row that was not read");
  const before = world.touched.get(level)?.before ?? { ...level };
  if (allocation.backorder) level.backordered += allocation.quantity;
  else {
    level.reserved += allocation.quantity;
    level.available -= allocation.quantity;
  }
  world.touched.set(level, { index: callIndex, before });
  return level;
}
