import { startOfDay } from "#features/list/start-of-day.ts";
import {
  paramsLoader,
  listParam,
  textParam,
  choiceParam,
  type ValuesOf,
  dayParam,
  flagParam,
} from "#features/list/url-params.ts";
import type { Inputs } from "#features/trpc/client.ts";
import { fulfillmentStatuses, orderStatuses, orderWork, paymentStatuses } from "../statuses.ts";

export const orderSorts = ["-placedAt", "placedAt"] as const;

/** The list's filters in the URL, named as in the API. Days are in the tenant's time zone, both inclusive. */
export const listParams = {
  q: textParam.withDefault(""),
  status: listParam(choiceParam(orderStatuses)).withDefault([]),
  paymentStatus: listParam(choiceParam(paymentStatuses)).withDefault([]),
  fulfillmentStatus: listParam(choiceParam(fulfillmentStatuses)).withDefault([]),
  channel: listParam(textParam).withDefault([]),
  onHold: flagParam,
  work: choiceParam(orderWork),
  tag: textParam,
  assignee: textParam,
  customer: textParam,
  placedFrom: dayParam,
  placedTo: dayParam,
  sort: choiceParam(orderSorts).withDefault("-placedAt"),
};

export type ListParams = ValuesOf<typeof listParams>;
export type OrderListInput = Omit<Inputs["orders"]["list"], "cursor">;

export const loadListParams = paramsLoader(listParams);

export const PAGE_SIZE = 50;

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function listInput(params: ListParams, timeZone: string): OrderListInput {
  const { q, sort, onHold, work, tag, assignee, customer, placedFrom, placedTo, ...choices } = params;
  const chosen = Object.entries(choices).filter(([, values]) => values.length > 0);
  const single = Object.entries({
    q: q.trim() || null,
    onHold,
    work,
    tag,
    assignee,
    customer,
    placedFrom: startOfDay(placedFrom, timeZone, 0),
    placedTo: startOfDay(placedTo, timeZone, 1),
  }).filter(([, value]) => value !== null);
  return { sort, limit: PAGE_SIZE, ...Object.fromEntries([...chosen, ...single]) };
}
