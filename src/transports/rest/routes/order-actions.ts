import {
  cameBack,
  nothingToShip,
  notOnItsWay,
  unknownLocation,
  unknownTrackingNumber,
} from "#core/fulfillment/errors.ts";
import { cancelShipment, createShipment, deliverShipment, trackShipment } from "#core/fulfillment/index.ts";
import {
  insufficientStock,
  isCancelled,
  isDraft,
  isOnHold,
  methodUnavailable,
  tooMany,
  unknownLines,
} from "#core/orders/errors.ts";
import {
  beyondKeeping,
  exceedsAuthorized,
  exceedsCaptured,
  exceedsDue,
  nothingToRefund,
  nothingToVoid,
  referenceTaken,
  wrongCurrency,
} from "#core/payments/errors.ts";
import { capturePayment, createPayment, recordPayment, refundPayment, voidPayment } from "#core/payments/index.ts";
import { route, version } from "../route.ts";

/** What is done to an order answers 200 with the order: payments and shipments are read there and have no address. */
const payments = { tag: "Payments", version };
const shipments = { tag: "Shipments", version };

export const orderActionRoutes = [
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments",
    operation: createPayment,
    failures: [exceedsDue, isDraft, methodUnavailable],
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments/{paymentId}/capture",
    operation: capturePayment,
    failures: [exceedsAuthorized, exceedsDue],
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments/{paymentId}/void",
    operation: voidPayment,
    failures: [nothingToVoid],
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/refunds",
    operation: refundPayment,
    failures: [exceedsCaptured, nothingToRefund, tooMany, unknownLines],
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/orders/{orderId}/shipments",
    operation: createShipment,
    failures: [
      insufficientStock,
      isCancelled,
      isDraft,
      isOnHold,
      nothingToShip,
      tooMany,
      unknownLines,
      unknownLocation,
    ],
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/orders/{orderId}/shipments/{shipmentId}/deliver",
    operation: deliverShipment,
    failures: [notOnItsWay],
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/orders/{orderId}/shipments/{shipmentId}/cancel",
    operation: cancelShipment,
    failures: [notOnItsWay, cameBack],
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments/recorded",
    operation: recordPayment,
    failures: [beyondKeeping, isDraft, referenceTaken, wrongCurrency],
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/shipments/track",
    operation: trackShipment,
    failures: [notOnItsWay, unknownTrackingNumber],
  }),
];
