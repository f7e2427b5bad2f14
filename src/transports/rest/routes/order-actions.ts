import { cancelShipment, createShipment, deliverShipment, trackShipment } from "#core/fulfillment/index.ts";
import { capturePayment, createPayment, recordPayment, refundPayment, voidPayment } from "#core/payments/index.ts";
import { route, version } from "../route.ts";

/** Order actions respond with 200 and the order: payments and shipments are part of it and have no path. */
const payments = { tag: "Payments", version };
const shipments = { tag: "Shipments", version };

export const orderActionRoutes = [
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments",
    operation: createPayment,
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments/{paymentId}/capture",
    operation: capturePayment,
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments/{paymentId}/void",
    operation: voidPayment,
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/refunds",
    operation: refundPayment,
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/orders/{orderId}/shipments",
    operation: createShipment,
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/orders/{orderId}/shipments/{shipmentId}/deliver",
    operation: deliverShipment,
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/orders/{orderId}/shipments/{shipmentId}/cancel",
    operation: cancelShipment,
  }),
  route({
    ...payments,
    method: "POST",
    path: "/orders/{orderId}/payments/recorded",
    operation: recordPayment,
  }),
  route({
    ...shipments,
    method: "POST",
    path: "/shipments/track",
    operation: trackShipment,
  }),
];
