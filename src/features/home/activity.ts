import { isActivity } from "#core/home/rules.ts";
import type { Outputs } from "#features/trpc/client.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";

export type Overview = Outputs["home"]["overview"];
export type Activity = Overview["activity"][number];

const shown = 15;
const names = ["number", "sku", "name", "title", "fileName", "code", "url"] as const;

/** The display name of an event's subject, as far as the event contains it. */
function labelIn(data: unknown): string | null {
  if (typeof data !== "object" || data === null) return null;
  const entries = new Map<string, unknown>(Object.entries(data));
  const label = names.map((name) => entries.get(name)).find((value) => typeof value === "string");
  return typeof label === "string" ? label : null;
}

function activityOf(event: LiveEvent): Activity {
  const { id, type, subjectType, subjectId, transport, at } = event;
  return { id, type, subjectType, subjectId, label: labelIn(event.data), actor: event.actor.name, transport, at };
}

/** Newest first, without duplicates. */
export function withNews(known: readonly Activity[], events: readonly LiveEvent[]): Activity[] {
  const ids = new Set(known.map((one) => one.id));
  const news = events.filter((event) => isActivity(event) && !ids.has(event.id)).map(activityOf);
  return [...news.toReversed(), ...known].slice(0, shown);
}

/** The path of an activity's subject. */
export function placeOf({ subjectType, subjectId, label }: Activity): string | null {
  if (subjectType === "order") return `/orders/${subjectId}`;
  if (subjectType === "product") return `/products/${subjectId}`;
  if (subjectType === "customer") return `/customers/${subjectId}`;
  if (subjectType === "webhook_endpoint") return `/integrations/webhooks/${subjectId}`;
  if (subjectType === "import") return `/import/${subjectId}`;
  return subjectType === "stock_level" && label ? `/stock?q=${encodeURIComponent(label)}` : null;
}
