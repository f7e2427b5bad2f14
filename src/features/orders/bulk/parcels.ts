import { keptValue } from "./kept-value.ts";
import type { Fill } from "./paste.ts";
import type { Parcel } from "./send-shipment.ts";

type Parcels = {
  /** For every order that names none itself. */
  carrier: string;
  rows: Readonly<Record<string, Parcel>>;
  /** Unpaid orders that are shipped all the same. */
  unpaid: Readonly<Record<string, true>>;
};

const empty: Parcel = { carrier: "", trackingNumber: "" };

/** What was typed for each order. Stays until the order is shipped, whatever is closed meanwhile. */
export const parcels = keptValue<Parcels>({ carrier: "", rows: {}, unpaid: {} });

export const typedFor = ({ rows }: Parcels, id: string): Parcel => rows[id] ?? empty;

export function typeFor(id: string, change: Partial<Parcel>): void {
  const { rows } = parcels.get();
  parcels.set({ rows: { ...rows, [id]: { ...typedFor(parcels.get(), id), ...change } } });
}

export function fillIn(fills: readonly Fill[]): void {
  const rows = { ...parcels.get().rows };
  for (const { id, ...given } of fills) rows[id] = { ...empty, ...rows[id], ...given };
  parcels.set({ rows });
}

/** As it is sent. */
export function parcelFor(id: string): Parcel {
  const { carrier, trackingNumber, location } = typedFor(parcels.get(), id);
  const named = carrier.trim() || parcels.get().carrier.trim();
  return { carrier: named, trackingNumber: trackingNumber.trim(), ...(location === undefined ? {} : { location }) };
}

export function forgetParcel(id: string): void {
  const { rows, unpaid } = parcels.get();
  const { [id]: _row, ...others } = rows;
  const { [id]: _unpaid, ...rest } = unpaid;
  parcels.set({ rows: others, unpaid: rest });
}

export const shipUnpaid = (id: string): void => parcels.set({ unpaid: { ...parcels.get().unpaid, [id]: true } });
