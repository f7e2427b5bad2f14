/** The sentence of each type of event in an order's timeline, by what it needs to know. */
export const plain = {
  "order.placed": "placed",
  "order.drafted": "drafted",
  "order.imported": "imported",
  "order.noted": "noted",
  "order.held": "held",
  "order.released": "released",
  "order.status_changed": "status",
  "return.imported": "returnImported",
  "shipment.in_transit": "inTransit",
  "shipment.cancelled": "shipmentCancelled",
} as const;
export const counted = {
  "shipment.shipped": "shipped",
  "shipment.delivered": "delivered",
  "order.cancelled": "cancelledPart",
} as const;
export const paid = {
  "payment.authorized": "authorized",
  "payment.captured": "captured",
  "payment.failed": "failed",
  "payment.refunded": "refunded",
  "payment.voided": "voided",
} as const;
export const asked = {
  authorize: "requestedAuthorize",
  capture: "requestedCapture",
  refund: "requestedRefund",
  void: "requestedVoid",
} as const;

export const isKey = <T extends object>(table: T, key: string | undefined): key is keyof T & string =>
  key !== undefined && Object.hasOwn(table, key);

/** False for the types of a newer version of the hub. */
export const hasWords = (type: string): boolean =>
  [plain, counted, paid].some((table) => isKey(table, type)) ||
  type === "order.updated" ||
  type === "payment.requested";
