import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { instantOf } from "#core/kernel/civil-time.ts";
import type { Inputs } from "#features/trpc/client.ts";
import { fulfillmentStatuses, orderStatuses, paymentStatuses } from "../statuses.ts";

/** The list's filters in the address, named as in the API. Days are the tenant's, both included. */
export const listParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(orderStatuses)).withDefault([]),
  paymentStatus: parseAsArrayOf(parseAsStringLiteral(paymentStatuses)).withDefault([]),
  fulfillmentStatus: parseAsArrayOf(parseAsStringLiteral(fulfillmentStatuses)).withDefault([]),
  channel: parseAsArrayOf(parseAsString).withDefault([]),
  onHold: parseAsBoolean,
  tag: parseAsString,
  assignee: parseAsString,
  customer: parseAsString,
  placedFrom: parseAsString,
  placedTo: parseAsString,
  sort: parseAsStringLiteral(["-placedAt", "placedAt"] as const).withDefault("-placedAt"),
};

export type ListParams = inferParserType<typeof listParams>;
export type OrderListInput = Omit<Inputs["orders"]["list"], "cursor">;

export const loadListParams = createLoader(listParams);

export const PAGE_SIZE = 50;

/** What the server is asked for; both sides of the first paint must ask for the same. */
export function listInput(params: ListParams, timeZone: string): OrderListInput {
  const { q, sort, onHold, tag, assignee, customer, placedFrom, placedTo, ...choices } = params;
  const chosen = Object.entries(choices).filter(([, values]) => values.length > 0);
  const single = Object.entries({
    q: q.trim() || null,
    onHold,
    tag,
    assignee,
    customer,
    placedFrom: startOfDay(placedFrom, timeZone, 0),
    placedTo: startOfDay(placedTo, timeZone, 1),
  }).filter(([, value]) => value !== null);
  return { sort, limit: PAGE_SIZE, ...Object.fromEntries([...chosen, ...single]) };
}

/** Midnight of a day in the tenant's zone, or of the day after it; null when the text is no day. */
function startOfDay(day: string | null, timeZone: string, daysLater: number): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  if (!match) return null;
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number);
  const civil = new Date(Date.UTC(year, month - 1, date + daysLater));
  const wall = { year: civil.getUTCFullYear(), month: civil.getUTCMonth() + 1, day: civil.getUTCDate() };
  return instantOf({ ...wall, hour: 0, minute: 0, second: 0 }, timeZone)?.toISOString() ?? null;
}

export function isFiltered(params: ListParams): boolean {
  return Object.entries(params).some(([name, value]) => name !== "sort" && value !== null && String(value) !== "");
}
