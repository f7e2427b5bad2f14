import { refuseUnreadable } from "../events/readable.ts";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { DeliveryId, DeliveryView } from "./delivery-schemas.ts";
import { lockDelivery, updateDelivery } from "./delivery-store.ts";
import { stillCancelling } from "./errors.ts";
import { deliveryRetried } from "./events.ts";
import { type DeliveryRecord, deliveryViewOf } from "./record.ts";

export const retryDelivery = command({
  name: "webhooks.retryDelivery",
  summary:
    "Retries a delivery immediately, whatever its state. While its endpoint is paused or disabled it waits, as `waitingFor` says.",
  scope: "webhooks:write",
  audience: "public",
  input: DeliveryId,
  output: DeliveryView,
  failures: [notFound, stillCancelling],
  run: async (context, { id }) => {
    const before = await lockDelivery(context.tx, id);
    if (before === undefined || before.endpointGone) throw notFound("webhook delivery", id);
    refuseUnreadable(context.actor, [before.type]);
    if (before.skipped) throw stillCancelling();
    await context.race("webhooks.retryDelivery:read");
    const again = { state: "pending", dueAt: before.databaseNow, finishedAt: null, mutedAt: null } as const;
    const replay = before.replay || before.state !== "pending";
    const requeued = before.requeued || before.state === "failed";
    const after: DeliveryRecord = { ...before, ...again, replay, requeued };
    updateDelivery(context, after);
    context.emit(deliveryRetried(id, after));
    return deliveryViewOf(after, context.actor);
  },
});
