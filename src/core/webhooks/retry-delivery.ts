import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { lockDelivery, updateDelivery } from "./delivery-store.ts";
import { endpointDisabled } from "./errors.ts";
import { deliveryRetried } from "./events.ts";
import { type DeliveryRecord, deliveryViewOf } from "./record.ts";
import { DeliveryId, DeliveryView } from "./schemas.ts";

export const retryDelivery = command({
  name: "webhooks.retryDelivery",
  summary: "Sends a delivery now: one that waits, failed, was cancelled, or succeeded and is wanted again.",
  scope: "webhooks:write",
  input: DeliveryId,
  output: DeliveryView,
  run: async (context, { id }) => {
    const before = await lockDelivery(context.tx, id);
    if (before === undefined || before.endpointGone) throw notFound("webhook delivery", id);
    if (before.endpointStatus === "disabled") throw endpointDisabled();
    await context.race("webhooks.retryDelivery:read");
    const again = { state: "pending", dueAt: context.now, finishedAt: null, mutedAt: null } as const;
    const replay = before.replay || before.state !== "pending";
    const after: DeliveryRecord = { ...before, ...again, replay };
    updateDelivery(context, after);
    context.emit(deliveryRetried(id, after));
    return deliveryViewOf(after);
  },
});
