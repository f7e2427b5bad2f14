import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { DeliveryView } from "./delivery-schemas.ts";
import { readDeliveries } from "./delivery-store.ts";
import { deliveryViewOf } from "./record.ts";

export const lookupDeliveries = lookup({
  name: "webhooks.lookupDeliveries",
  summary: "Looks up webhook deliveries by id.",
  scope: "webhooks:read",
  key: IdKey,
  value: DeliveryView,
  read: async ({ read, actor }, ids) =>
    (await readDeliveries(read, ids)).map((delivery) => [delivery.id, deliveryViewOf(delivery, actor)] as const),
});
