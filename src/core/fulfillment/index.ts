export { cancelShipment } from "./cancel-shipment.ts";
export { createShipment } from "./create-shipment.ts";
export { deliverShipment } from "./deliver-shipment.ts";
export { trackShipment } from "./track-shipment.ts";
export { lookupShipments, lookupShipmentsOfOrders } from "./lookup-shipments.ts";
