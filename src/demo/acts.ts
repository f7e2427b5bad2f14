import { shipmentDelivered, shipmentShipped } from "#core/fulfillment/events.ts";
import { shipmentFacts } from "#core/fulfillment/shipment-facts.ts";
import { orderCancelled, orderHeld, orderNoted, orderReleased } from "#core/order/events.ts";
import { closedByCancel, refundOf } from "#core/order/line-rules.ts";
import { factsOf } from "#core/order/record.ts";
import { answer, ask } from "./money.ts";
import { type DemoOrder, type Moment, settle, speakerOf, type Stage } from "./order-book.ts";
import type { Step } from "./plan.ts";

/** Applies one step of an order's plan, unless earlier steps have made it impossible. */
export function act(stage: Stage, order: DemoOrder, step: Step): void {
  const { cast } = stage;
  const { at } = step;
  switch (step.kind) {
    case "place":
    case "draft":
      return;
    case "authorize":
      return answer(stage, order, { by: cast.provider, at, outcome: "succeeded" });
    case "fail":
      return answer(stage, order, { by: cast.provider, at, outcome: "failed" });
    case "capture":
      return capture(stage, order, at);
    case "hold":
      return hold(stage, order, { ...step, by: cast.agent });
    case "release":
      return release(stage, order, { by: cast.manager, at });
    case "ship":
      return ship(stage, order, step);
    case "deliver":
      return deliver(stage, order, at);
    case "cancel":
      return cancel(stage, order, step);
    case "refund":
      return refund(stage, order, step);
    case "note":
      return note(stage, order, step);
  }
}

/** Captures the authorised amount when the parcel is packed; otherwise the provider answers the initial request. */
function capture(stage: Stage, order: DemoOrder, at: Date): void {
  const { cast } = stage;
  const { record } = order;
  if (record.authorized > 0)
    ask(stage, order, { by: cast.manager, at, action: "capture", amount: record.total, reason: null });
  answer(stage, order, { by: cast.provider, at: new Date(at.getTime() + 1500), outcome: "succeeded" });
}

export function hold(
  stage: Stage,
  order: DemoOrder,
  { by, at, reason, note: text }: Moment & { reason: "fraud" | "address" | "manual" | "stock"; note: string },
): void {
  if (order.record.fulfillmentStatus !== "unfulfilled" || order.record.status === "cancelled") return;
  const id = stage.journal.chance.idAt(at);
  const placed = { placedBy: by.actor.name, placedAt: at };
  const held = { id, reason, note: text, until: null, ...placed };
  stage.journal.add("holds", {
    id,
    order_id: order.record.id,
    reason,
    note: text,
    until: null,
    placed_by: placed.placedBy,
    placed_at: at,
    released_by: null,
    released_at: null,
  });
  const more = { holds: [...order.record.holds, held] };
  settle(stage, order, {
    by,
    at,
    more,
    tell: (after) => [orderHeld(after.id, { ...factsOf(after), holdId: id, reason, note: text, until: null })],
  });
}

function release(stage: Stage, order: DemoOrder, { by, at }: Moment): void {
  if (order.record.holds.length === 0) return;
  const ids = new Set(order.record.holds.map((each) => each.id));
  const rows = stage.journal.tables.get("holds") ?? [];
  for (const [index, row] of rows.entries())
    if (typeof row["id"] === "string" && ids.has(row["id"]))
      rows[index] = { ...row, released_by: by.actor.name, released_at: at };
  settle(stage, order, {
    by,
    at,
    more: { holds: [] },
    tell: (after) => [orderReleased(after.id, factsOf(after))],
  });
}

const carriers = ["Royal Mail", "DPD", "Evri"];

function ship(stage: Stage, order: DemoOrder, { at, part }: Extract<Step, { kind: "ship" }>): void {
  const { record, plan, location } = order;
  const { shelves, journal, cast } = stage;
  if (record.onHold || record.status === "cancelled") return;
  const ready = record.lines.filter((line) => line.shipped === 0 && line.cancelled === 0 && !shelves.waits(line.id));
  const waits = record.lines.some((line) => shelves.waits(line.id));
  const lines = part === "first" ? ready.slice(0, 1) : ready;
  if (lines.length === 0 || waits) return;
  const { chance } = journal;
  const id = chance.idAt(at);
  const by = plan.channel === "pos" ? speakerOf(cast, plan) : chance.pick([cast.agent, cast.manager]);
  const lineIds = lines.map((line) => line.id);
  shelves.commit(lineIds, { at, by, shipmentId: id, orderId: record.id });
  const carrier = plan.channel === "pos" ? null : chance.pick(carriers);
  const trackingNumber = carrier === null ? null : `HP${chance.digits(9)}GB`;
  const shipment = {
    id,
    status: "shipped" as const,
    location: location.code,
    carrier,
    trackingNumber,
    trackingUrl: trackingNumber === null ? null : `https://track.example.com/${trackingNumber}`,
    lines: lines.map((line) => ({ id: line.id, quantity: line.quantity })),
    shippedAt: at,
    deliveredAt: null,
    cancelledAt: null,
  };
  const gone = new Set(lineIds);
  settle(stage, order, {
    by,
    at,
    more: {
      shipments: [...record.shipments, shipment],
      lines: record.lines.map((line) =>
        gone.has(line.id) ? { ...line, fulfilled: line.quantity, shipped: line.quantity } : line,
      ),
    },
    tell: (after) => [shipmentShipped(after.id, shipmentFacts(after, id))],
  });
}

function deliver(stage: Stage, order: DemoOrder, at: Date): void {
  const { key } = stage.cast;
  const by = order.plan.channel === "pos" ? key.till : key.carrier;
  for (const { id } of order.record.shipments.filter((each) => each.status === "shipped")) {
    const { record } = order;
    const arrived = record.shipments.find((each) => each.id === id)?.lines ?? [];
    const units = new Map(arrived.map((line) => [line.id, line.quantity]));
    settle(stage, order, {
      by,
      at,
      more: {
        shipments: record.shipments.map((each) =>
          each.id === id ? { ...each, status: "delivered", deliveredAt: at } : each,
        ),
        lines: record.lines.map((line) => ({ ...line, delivered: line.delivered + (units.get(line.id) ?? 0) })),
      },
      tell: (after) => [shipmentDelivered(after.id, shipmentFacts(after, id))],
    });
  }
}

function cancel(stage: Stage, order: DemoOrder, { at, reason }: Extract<Step, { kind: "cancel" }>): void {
  const { record } = order;
  if (record.lines.some((line) => line.fulfilled > 0)) return;
  const by = stage.cast.agent;
  stage.shelves.release(
    record.lines.map((line) => line.id),
    at,
  );
  const lines = record.lines.map(({ id, sku, quantity }) => ({ id, sku, quantity }));
  settle(stage, order, {
    by,
    at,
    more: {
      lines: record.lines.map((line) => ({
        ...line,
        cancelled: line.quantity,
        ...closedByCancel(line, record.taxMode, line.quantity),
      })),
      cancelledAt: at,
      cancelReason: reason,
    },
    tell: (after) => [orderCancelled(after.id, { ...factsOf(after), reason, restock: true, lines })],
  });
}

function refund(stage: Stage, order: DemoOrder, { at, of, reason }: Extract<Step, { kind: "refund" }>): void {
  const { record } = order;
  const paid = record.paid - record.refunded;
  const [line] = record.lines;
  const unit = of === "unit" && line !== undefined ? { units: 1, dueBack: Math.max(0, -record.due) } : undefined;
  const refunds = unit && line ? (refundOf(line, record.taxMode, unit) ?? []) : [];
  const amount = of === "all" ? paid : refunds.reduce((sum, part) => sum + part.amount, 0);
  if (amount <= 0 || amount > paid) return;
  ask(stage, order, { by: stage.cast.agent, at, action: "refund", amount, reason, refunds });
  answer(stage, order, { by: stage.cast.provider, at: new Date(at.getTime() + 4000), outcome: "succeeded" });
}

function note(stage: Stage, { record }: DemoOrder, { at, text }: Extract<Step, { kind: "note" }>): void {
  if (record.status === "cancelled" || record.shipments.length === 0) return;
  stage.journal.tell(stage.cast.agent, at, [orderNoted(record.id, { ...factsOf(record), text })]);
}
