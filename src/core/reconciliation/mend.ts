import { stockChanged } from "../inventory/events.ts";
import { adjustStock } from "../inventory/index.ts";
import type { Scope } from "../kernel/actor.ts";
import { PlaceOrderInput } from "../order/schemas.ts";
import { placeOrder } from "../orders/place-order.ts";
import { call, type Within } from "../runtime/compose.ts";
import { queueOrderAgain } from "../webhooks/delivery-store.ts";
import { readEndpoint } from "../webhooks/endpoint-store.ts";
import { cannotRepair } from "./errors.ts";
import { lockLevel, readLevel } from "./mend-store.ts";
import type { DifferenceRecord } from "./record.ts";
import type { RepairDirection } from "./schemas.ts";

/** The additional scopes of a repair: those of the operation that it runs. */
export function scopeOf({ compares }: DifferenceRecord, direction: RepairDirection): Scope {
  if (direction === "there") return "webhooks:write";
  return compares === "orders" ? placeOrder.scope : adjustStock.scope;
}

/** Runs the repair in its own transaction, and returns a description of it. */
export function mend(context: Within, difference: DifferenceRecord, direction: RepairDirection): Promise<string> {
  if (difference.compares === "orders")
    return direction === "here" ? placeMissing(context, difference) : tellOrder(context, difference);
  return direction === "here" ? takeCount(context, difference) : tellStock(context, difference);
}

async function placeMissing(context: Within, { theirs, channel, key }: DifferenceRecord): Promise<string> {
  const order = PlaceOrderInput.safeParse(theirs?.["order"]);
  if (!order.success) throw cannotRepair("The order in their list is not one that can be placed.");
  if (order.data.channel !== channel || order.data.externalId !== key)
    throw cannotRepair(`The order in their list is of another channel or number than ${channel ?? ""} ${key}.`);
  const placed = await call(context, placeOrder, order.data);
  return placed.created
    ? `Placed as order ${placed.order.number}.`
    : `Was here already as order ${placed.order.number}.`;
}

async function tellOrder(context: Within, { subjectId, endpointId }: DifferenceRecord): Promise<string> {
  if (subjectId === null || endpointId === null)
    throw cannotRepair("There is no endpoint to notify, or no subject to notify it of.");
  const count = await queueOrderAgain(context, { endpointId, orderId: subjectId });
  const endpoint = await readEndpoint(context.tx, endpointId);
  if (count === 0 || endpoint === undefined)
    throw cannotRepair(
      "The partner's endpoint takes no events of this order: it is deleted, or its filters leave them out.",
    );
  return endpoint.status === "enabled"
    ? `${count} events are sent again.`
    : `${count} events wait: the partner's endpoint is ${endpoint.status}.`;
}

/** A difference is valid only while the level is as compared: booking it later would put back what was sold since. */
async function takeCount(context: Within, { subjectId, theirs, ours }: DifferenceRecord): Promise<string> {
  const counted = theirs?.["onHand"];
  const level = subjectId === null ? undefined : await readLevel(context.tx, subjectId);
  if (level === undefined || typeof counted !== "number") throw cannotRepair("There is no count to take over.");
  const delta = counted - level.onHand;
  if (delta === 0) return "Stood at their count already.";
  if (ours?.["onHand"] !== level.onHand)
    throw cannotRepair("The shelf has changed since it was compared: compare again.");
  const { sku, location } = level;
  const booked = await call(context, adjustStock, {
    sku,
    location,
    delta,
    reason: "count",
    reference: "reconciliation",
  });
  // The level changed between read and lock: roll back and retry.
  if (booked.onHand !== counted) throw Object.assign(new Error("The shelf changed meanwhile"), { code: "40001" });
  return `Booked a count of ${counted}; the shelf said ${level.onHand}.`;
}

async function tellStock({ tx, emit }: Within, { subjectId }: DifferenceRecord): Promise<string> {
  const level = subjectId === null ? undefined : await lockLevel(tx, subjectId);
  if (level === undefined) throw cannotRepair("We no longer know this article at this location.");
  emit(stockChanged(level.id, level));
  return `Everybody who listens is told ${level.onHand} on hand again.`;
}
