import type { Stock } from "../inventory/engine.ts";

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

/** What a batch has read, plus its own decisions, call by call. */
export interface World {
  readonly channels: ReadonlyMap<string, ChannelRow>;
  readonly variants: ReadonlyMap<string, VariantRow>;
  readonly stock: Stock;
  readonly customersByEmail: Map<string, CustomerRow>;
  readonly customersById: ReadonlyMap<string, CustomerRow>;
  readonly numbers: number[];
  /** Orders by channel and external id, including those of this batch. */
  readonly known: Map<string, { id: string; payloadHash: string }>;
}

export const externalName = (channel: string, externalId: string): string => `${channel} ${externalId}`;

export const byKey = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> =>
  new Map(rows.map((row) => [keyOf(row), row]));
