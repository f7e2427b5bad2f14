import { z } from "zod";
import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { shipmentViewOf } from "../order/record.ts";
import { ShipmentView } from "../order/shipment-schemas.ts";
import { readShipments, readShipmentsOf } from "./lookup-store.ts";

export const lookupShipments = lookup({
  name: "shipments.lookup",
  summary: "Shipments by their ids.",
  scope: "orders:read",
  key: IdKey,
  value: ShipmentView,
  read: async ({ read }, ids) =>
    (await readShipments(read, ids)).map(({ id, shipment }) => [id, shipmentViewOf(shipment)] as const),
});

export const lookupShipmentsOfOrders = lookup({
  name: "shipments.lookupByOrder",
  summary: "All shipments of orders by the orders' ids, the oldest first.",
  scope: "orders:read",
  key: IdKey,
  value: z.array(ShipmentView),
  read: async ({ read }, ids) =>
    (await readShipmentsOf(read, ids)).map(
      ({ orderId, shipments }) => [orderId, shipments.map(shipmentViewOf)] as const,
    ),
});
