import { keptValue } from "./kept-value.ts";
import type { Fill } from "./paste.ts";
import type { Parcel } from "./send-shipment.ts";

type Parcels = {
  /** The default for orders without their own. */
  carrier: string;
  rows: Readonly<Record<string, Parcel>>;
  /** Unpaid orders that are shipped anyway. */
  unpaid: Readonly<Record<string, true>>;
};

const empty: Parcel = { carrier: "", trackingNumber: "" };

/** The typed values per order. Kept until the order is shipped, even when the dialog is closed. */
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

/** As sent to the server. */
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
