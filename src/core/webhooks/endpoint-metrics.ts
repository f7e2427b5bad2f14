import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Instant } from "../kernel/shapes.ts";
import { readEndpointDetail, readHours } from "./endpoint-store.ts";
import { healthOf, type HourRecord, statsOf } from "./record.ts";
import { percentile } from "./rules.ts";
import { DayOfAttempts, EndpointHealth, MetricsInput } from "./schemas.ts";

const EndpointMetrics = z
  .object({
    health: EndpointHealth,
    pending: z.int(),
    failed: z.int(),
    last24h: DayOfAttempts,
    hours: z
      .array(
        z
          .object({
            hour: Instant,
            succeeded: z.int(),
            failed: z.int(),
            p50Ms: z.int().nullable(),
            p95Ms: z.int().nullable(),
          })
          .meta({ id: "WebhookHour" }),
      )
      .describe("Every hour of the window, oldest first; times in ms, upper ends of buckets."),
  })
  .meta({ id: "WebhookEndpointMetrics" });

const HOUR_MS = 3_600_000;
const HOURS = { "24h": 24, "7d": 168 } as const;

export const endpointMetrics = query({
  name: "webhooks.endpointMetrics",
  summary: "Returns delivery attempts of an endpoint per hour, with response times.",
  scope: "webhooks:read",
  audience: "public",
  input: MetricsInput,
  output: EndpointMetrics,
  failures: [notFound],
  run: async ({ read, now }, { id, window }) => {
    const from = new Date(now.getTime() - (HOURS[window] - 1) * HOUR_MS);
    const [endpoint, hours] = await Promise.all([readEndpointDetail(read, id), readHours(read, id, { from, to: now })]);
    if (endpoint === undefined) throw notFound("webhook endpoint", id);
    return { health: healthOf(endpoint, now), ...statsOf(endpoint), hours: hours.map(hourViewOf) };
  },
});

type Hour = z.input<typeof EndpointMetrics>["hours"][number];

export const hourViewOf = ({ hour, succeeded, failed, durations }: HourRecord): Hour => ({
  hour: hour.toISOString(),
  succeeded,
  failed,
  p50Ms: percentile(durations, 0.5),
  p95Ms: percentile(durations, 0.95),
});
