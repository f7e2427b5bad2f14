import { startOfDay } from "#features/list/start-of-day.ts";
import { paramsLoader, type ValuesOf, textParam, choiceParam, dayParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Delivery = Outputs["webhooks"]["listDeliveries"]["data"][number];
export type DeliveryDetail = Outputs["webhooks"]["getDelivery"];
export type Attempt = DeliveryDetail["tries"][number];

/** Statuses as shown: waiting for a retry and dismissed are separate ones. */
export const deskStates = ["failed", "retrying", "waiting", "delivered", "muted", "cancelled"] as const;
export type DeskState = (typeof deskStates)[number];

type ListInput = Omit<Inputs["webhooks"]["listDeliveries"], "cursor">;

const asked: Readonly<Record<DeskState, Partial<ListInput>>> = {
  failed: { failing: true },
  retrying: { retrying: true },
  waiting: { state: "pending" },
  delivered: { state: "succeeded" },
  muted: { state: "failed", muted: true },
  cancelled: { state: "cancelled" },
};

export function deskStateOf({ state, attempts, mutedAt }: Pick<Delivery, "state" | "attempts" | "mutedAt">): DeskState {
  if (state === "succeeded") return "delivered";
  if (state === "cancelled") return "cancelled";
  if (state === "failed") return mutedAt === null ? "failed" : "muted";
  return attempts > 0 ? "retrying" : "waiting";
}

/** The delivery filters in the URL. `from` is a day in the tenant's time zone. */
export const deliveryParams = {
  state: choiceParam(deskStates),
  endpoint: textParam,
  type: textParam,
  subject: textParam,
  from: dayParam,
};
export type DeliveryParams = ValuesOf<typeof deliveryParams>;
export const loadDeliveryParams = paramsLoader(deliveryParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function deliveryListInput(params: DeliveryParams, timeZone: string): ListInput {
  const { state, endpoint, type, subject } = params;
  const from = startOfDay(params.from, timeZone, 0);
  return {
    limit: 50,
    ...(state ? asked[state] : {}),
    ...(endpoint ? { endpointId: endpoint } : {}),
    ...(type ? { type } : {}),
    ...(subject ? { subjectId: subject } : {}),
    ...(from ? { from } : {}),
  };
}

export const endpointChoices = { limit: 100 } satisfies Inputs["webhooks"]["listEndpoints"];

/** Why nothing is sent to the selected endpoint. */
export function stopOf(endpoints: Outputs["webhooks"]["listEndpoints"]["data"], chosen: string | undefined) {
  const status = endpoints.find(({ id }) => id === chosen)?.status ?? "enabled";
  return status === "enabled" ? null : status;
}

const folders: Readonly<Record<string, string>> = {
  order: "/orders",
  customer: "/customers",
  product: "/products",
  import: "/import",
  webhook_endpoint: "/integrations/webhooks",
};

/** The path of an event's subject. */
export function subjectHref({ subjectType, subjectId }: Pick<Delivery, "subjectType" | "subjectId">): string | null {
  const folder = folders[subjectType];
  return folder === undefined ? null : `${folder}/${subjectId}`;
}

/** A URL without its scheme: "shop.example/hooks". */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, "").replace(/\/$/, "");
