import { paramsLoader, type ValuesOf, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Endpoint = Outputs["webhooks"]["getEndpoint"];
export type EndpointSettings = Outputs["webhooks"]["updateEndpoint"];
export type Waiting = NonNullable<Inputs["webhooks"]["resumeEndpoint"]["waiting"]>;
export type SecretAnswer = Outputs["webhooks"]["rotateSecret"];

/** An endpoint's state in one word. */
export const healths = ["healthy", "failing", "resting", "unused", "paused", "disabled"] as const;
export type Health = (typeof healths)[number];

export function healthOf({ status, health }: Pick<Endpoint, "status" | "health">): Health {
  if (status !== "enabled") return status;
  if (health.pausedUntil !== null) return "resting";
  if (health.failingSince !== null) return "failing";
  return health.lastSuccessAt === null ? "unused" : "healthy";
}

export const lastDelivery = ({ health }: Pick<Endpoint, "health">): string | null => {
  const { lastSuccessAt, lastFailureAt } = health;
  if (lastSuccessAt === null || lastFailureAt === null) return lastSuccessAt ?? lastFailureAt;
  return lastSuccessAt > lastFailureAt ? lastSuccessAt : lastFailureAt;
};

export const healthFilters = ["failing", "enabled", "paused", "disabled"] as const;
export const endpointParams = { health: choiceParam(healthFilters) };
export const loadEndpointParams = paramsLoader(endpointParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function endpointListInput({
  health,
}: ValuesOf<typeof endpointParams>): Omit<Inputs["webhooks"]["listEndpoints"], "cursor"> {
  if (health === null) return { limit: 50 };
  return health === "failing" ? { limit: 50, failing: true } : { limit: 50, status: health };
}

export const windows = ["24h", "7d"] as const;
export const latestInput = (endpointId: string) =>
  ({ endpointId, limit: 12 }) satisfies Inputs["webhooks"]["listDeliveries"];
