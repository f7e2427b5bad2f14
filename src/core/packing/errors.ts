import { failure } from "../kernel/errors.ts";

export const unknownPlace = failure("invalid", "packing.unknown_location", (location: string) => ({
  message: `There is no active location called ${location}.`,
  errors: [{ pointer: "/location", detail: `There is no active location called ${location}.` }],
}));

export const stationBusy = failure("conflict", "packing.station_busy", (by: string, seenAt: string) => ({
  message: `${by} packs at this station. Take it over, or open another one.`,
  details: { by, seenAt },
}));

export const takenOver = failure("conflict", "packing.taken_over", (by: string) => ({
  message: `${by} has taken over this station. Open it again to go on.`,
  details: { by },
}));

export const stationClosed = failure(
  "conflict",
  "packing.station_closed",
  () => "This station is closed. Open it again to go on.",
);

export const clientIdReused = failure(
  "key_reused",
  "packing.client_id_reused",
  () => "This client id was used for another command. Use a new one for each command.",
);

export const orderUnderWay = failure("conflict", "packing.order_under_way", (number: string) => ({
  message: `Order ${number} is being packed here. Finish or skip it first.`,
  details: { number },
}));

export const packedElsewhere = failure("conflict", "packing.packed_elsewhere", (station: string, by: string) => ({
  message: `${by} packs this order at ${station}.`,
  details: { station, by },
}));

export const notCovered = failure(
  "conflict",
  "packing.not_covered",
  () => "This order is not paid as its channel requires before it is shipped.",
);

export const nothingHere = failure("conflict", "packing.nothing_here", (location: string) => ({
  message: `Nothing of this order is reserved at ${location}.`,
  details: { location },
}));
