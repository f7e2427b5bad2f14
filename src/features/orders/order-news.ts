import type { OrderFacts } from "#core/order/events.ts";
import type { Outputs } from "#features/trpc/client.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";

export type OrderRow = Outputs["orders"]["list"]["data"][number];
export type Order = Outputs["orders"]["get"];

type Change = { field: string; from: unknown; to: unknown };

/** Every order event contains the order's facts; see `OrderFacts` in the core. */
export function factsIn(event: LiveEvent): OrderFacts | null {
  return event.subjectType === "order" && holdsFacts(event.data) ? event.data : null;
}

function holdsFacts(data: unknown): data is OrderFacts {
  return typeof data === "object" && data !== null && "version" in data && "status" in data && "total" in data;
}

/** The fields that an `order.updated` contains. */
export function changesIn(data: unknown): Change[] {
  if (typeof data !== "object" || data === null || !("changes" in data) || !Array.isArray(data.changes)) return [];
  return data.changes.filter(isChange);
}

const isChange = (value: unknown): value is Change => typeof value === "object" && value !== null && "field" in value;

/** Applies an event to a row or an order; returns the same object when the event is older. */
export function told<T extends OrderRow | Order>(known: T, event: LiveEvent): T {
  const facts = factsIn(event);
  if (facts === null || facts.version <= known.version) return known;
  const { status, paymentStatus, fulfillmentStatus, onHold, version, total } = facts;
  const changed = changesIn(event.data)
    .filter(({ field }) => field in known)
    .map(({ field, to }) => [field, to]);
  const totals = { ...known.totals, total };
  const updatedAt = event.at;
  return {
    ...known,
    status,
    paymentStatus,
    fulfillmentStatus,
    onHold,
    version,
    totals,
    updatedAt,
    ...Object.fromEntries(changed),
  };
}
