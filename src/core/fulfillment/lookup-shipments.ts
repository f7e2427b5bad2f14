import { z } from "zod";
import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { shipmentViewOf } from "../order/record.ts";
import { ShipmentView } from "../order/shipment-schemas.ts";
import { readShipments, readShipmentsOf } from "./lookup-store.ts";

export const lookupShipments = lookup({
  name: "shipments.lookup",
  summary: "Looks up shipments by id.",
  scope: "orders:read",
  key: IdKey,
  value: ShipmentView,
  read: async ({ read }, ids) =>
    (await readShipments(read, ids)).map(({ id, shipment }) => [id, shipmentViewOf(shipment)] as const),
});

export const lookupShipmentsOfOrders = lookup({
  name: "shipments.lookupByOrder",
  summary: "Looks up the shipments of orders by order id, oldest first.",
  scope: "orders:read",
  key: IdKey,
  value: z.array(ShipmentView),
  read: async ({ read }, ids) =>
    (await readShipmentsOf(read, ids)).map(
      ({ orderId, shipments }) => [orderId, shipments.map(shipmentViewOf)] as const,
    ),
});
