import { failure } from "../kernel/errors.ts";

export const unknownLocation = failure("invalid", "shipment.unknown_location", (location: string) => ({
  message: `There is no location ${location} that keeps goods of this order.`,
  errors: [{ pointer: "/location", detail: `There is no location ${location} that keeps goods of this order.` }],
}));

export const nothingToShip = failure(
  "conflict",
  "shipment.nothing_to_ship",
  () => "Nothing of this order is left to ship.",
);

export const notOnItsWay = failure("conflict", "shipment.not_on_its_way", (status: string) => ({
  message: `This shipment is ${status}.`,
  details: { status },
}));

export const cameBack = failure(
  "conflict",
  "shipment.returned",
  () => "Goods of this order came back already, so its shipment cannot be called back.",
);

export const unknownTrackingNumber = failure("not_found", "shipment.unknown_tracking_number", (number: string) => ({
  message: `No shipment has the tracking number ${number} yet.`,
  details: { trackingNumber: number },
}));
