import type { z } from "zod";
import { mayRead } from "../events/readable.ts";
import type { Actor } from "../kernel/actor.ts";
import type { DeliveryView } from "./delivery-schemas.ts";
import { successRate } from "./rules.ts";
import type { EndpointDetail, EndpointHealth, EndpointView } from "./schemas.ts";

export interface EndpointRecord {
  id: string;
  url: string;
  description: string;
  eventTypes: string[];
  channelIds: string[];
  /** The codes of `channelIds`. */
  channels: string[];
  /** Name to encrypted value. */
  headers: Record<string, string>;
  signing: EndpointView["signing"];
  payload: EndpointView["payload"];
  transform: string | null;
  ordered: boolean;
  maxPerSecond: number | null;
  maxConcurrent: number;
  status: EndpointView["status"];
  disabledReason: EndpointView["disabledReason"];
  /** Nothing is sent while a worker cancels what was queued until then; null when there is nothing to cancel. */
  skipThrough: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface HealthRecord {
  failures: number;
  failingSince: Date | null;
  openUntil: Date | null;
  noticed: number;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastError: string | null;
}

export interface Counts {
  pending: number;
  failed: number;
  succeeded24h: number;
  failed24h: number;
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** What stops all of an endpoint's deliveries, if anything does. */
export const stopOf = (status: EndpointView["status"]): DeliveryView["waitingFor"] =>
  status === "enabled" ? null : status;

export interface DeliveryRecord {
  id: string;
  endpointId: string;
  endpointUrl: string;
  endpointStatus: EndpointView["status"];
  eventId: string;
  type: string;
  subjectType: string;
  subjectId: string;
  subjectLabel: string | null;
  sequence: number;
  replay: boolean;
  state: DeliveryView["state"];
  /** Failed, requeued manually and not sent since. */
  requeued: boolean;
  attempts: number;
  dueAt: Date;
  lastStatus: number | null;
  lastError: string | null;
  mutedAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export function viewOf(endpoint: EndpointRecord): z.input<typeof EndpointView> {
  const { channelIds: _ids, skipThrough: _skip, headers, createdAt, updatedAt, ...same } = endpoint;
  return {
    ...same,
    headerNames: Object.keys(headers).toSorted(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export const healthOf = (health: HealthRecord, now: Date): z.input<typeof EndpointHealth> => ({
  failures: health.failures,
  failingSince: iso(health.failingSince),
  pausedUntil: health.openUntil !== null && health.openUntil > now ? health.openUntil.toISOString() : null,
  noticedPercent: health.noticed,
  lastSuccessAt: iso(health.lastSuccessAt),
  lastFailureAt: iso(health.lastFailureAt),
  lastError: health.lastError,
});

export function statsOf({ pending, failed, succeeded24h, failed24h }: Counts) {
  const day = { succeeded: succeeded24h, failed: failed24h };
  return { pending, failed, last24h: { ...day, successRate: successRate(day) } };
}

export const detailOf = (row: EndpointRecord & HealthRecord & Counts, now: Date): z.input<typeof EndpointDetail> => ({
  ...viewOf(row),
  health: healthOf(row, now),
  ...statsOf(row),
});

/** The subject's name is shown only with its read scope. */
export const deliveryViewOf = (
  delivery: DeliveryRecord,
  actor: Pick<Actor, "scopes">,
): z.input<typeof DeliveryView> => ({
  ...delivery,
  waitingFor: delivery.state === "pending" ? stopOf(delivery.endpointStatus) : null,
  subjectLabel: mayRead(actor, delivery.type) ? delivery.subjectLabel : null,
  dueAt: delivery.dueAt.toISOString(),
  mutedAt: iso(delivery.mutedAt),
  createdAt: delivery.createdAt.toISOString(),
  finishedAt: iso(delivery.finishedAt),
});

export interface HourRecord {
  hour: Date;
  succeeded: number;
  failed: number;
  durations: number[];
}

/** What events contain of an endpoint. */
export const factsOf = ({ url, eventTypes, status }: EndpointRecord) => ({ url, eventTypes, status });
