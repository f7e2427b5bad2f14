import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { DeliveryView, MuteDeliveryInput } from "./delivery-schemas.ts";
import { lockDelivery, updateDelivery } from "./delivery-store.ts";
import { deliveryMuted } from "./events.ts";
import { type DeliveryRecord, deliveryViewOf } from "./record.ts";

export const muteDelivery = command({
  name: "webhooks.muteDelivery",
  summary: "Mutes or unmutes a failed delivery. Muted deliveries are not counted and not part of bulk retries.",
  scope: "webhooks:write",
  audience: "public",
  input: MuteDeliveryInput,
  output: DeliveryView,
  failures: [notFound],
  run: async (context, { id, muted }) => {
    const before = await lockDelivery(context.tx, id);
    if (before === undefined) throw notFound("webhook delivery", id);
    if ((before.mutedAt !== null) === muted) return deliveryViewOf(before, context.actor);
    const after: DeliveryRecord = { ...before, mutedAt: muted ? context.now : null };
    updateDelivery(context, after);
    context.emit(deliveryMuted(id, { ...after, muted }));
    return deliveryViewOf(after, context.actor);
  },
});
