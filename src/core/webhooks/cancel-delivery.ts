import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { DeliveryId, DeliveryView } from "./delivery-schemas.ts";
import { lockDelivery, updateDelivery } from "./delivery-store.ts";
import { deliveryFinished } from "./errors.ts";
import { deliveryCancelled } from "./events.ts";
import { type DeliveryRecord, deliveryViewOf } from "./record.ts";

export const cancelDelivery = command({
  name: "webhooks.cancelDelivery",
  summary: "Cancels a pending delivery. Idempotent.",
  scope: "webhooks:write",
  audience: "public",
  input: DeliveryId,
  output: DeliveryView,
  failures: [notFound, deliveryFinished],
  run: async (context, { id }) => {
    const before = await lockDelivery(context.tx, id);
    if (before === undefined) throw notFound("webhook delivery", id);
    if (before.state === "cancelled") return deliveryViewOf(before, context.actor);
    if (before.state !== "pending") throw deliveryFinished(before.state);
    await context.race("webhooks.cancelDelivery:read");
    const after: DeliveryRecord = { ...before, state: "cancelled", requeued: false, finishedAt: context.now };
    updateDelivery(context, after);
    context.emit(deliveryCancelled(id, after));
    return deliveryViewOf(after, context.actor);
  },
});
