import { z } from "zod";
import type { HubEvent } from "../kernel/event.ts";
import { Id, Instant } from "../kernel/shapes.ts";

/**
 * An event as every transport sends it: CloudEvents 1.0 in JSON (github.com/cloudevents/spec), with the extensions
 * `sequence` (1, 2, 3… per subject) and `subjecttype`.
 */
export const CloudEvent = z
  .object({
    specversion: z.literal("1.0"),
    id: Id,
    type: z.string().meta({ example: "order.placed" }),
    source: z
      .string()
      .meta({ format: "uri-reference", example: "/tenants/01890a5d-ac96-774b-bcce-b302099a8057" })
      .describe("Tenant of the event."),
    subject: Id.describe("The subject: an order, stock level, customer…"),
    subjecttype: z.string().meta({ example: "order" }),
    sequence: z.int().min(1),
    time: Instant,
    datacontenttype: z.literal("application/json"),
    data: z.unknown(),
  })
  .meta({ id: "CloudEvent" });
export type CloudEvent = z.output<typeof CloudEvent>;

export const EventPage = z.object({
  data: z.array(CloudEvent),
  nextCursor: Id.nullable().describe(
    "Cursor to continue from, now or later: a feed has no last page. Null only while there is no event at all.",
  ),
  hasMore: z.boolean().describe("False at the end of the feed as it is now."),
});

type Told = Pick<HubEvent, "id" | "type" | "subjectType" | "subjectId" | "sequence" | "at" | "data">;

export function cloudEventOf(tenantId: string, event: Told): CloudEvent {
  return {
    specversion: "1.0",
    id: event.id,
    type: event.type,
    source: `/tenants/${tenantId}`,
    subject: event.subjectId,
    subjecttype: event.subjectType,
    sequence: event.sequence,
    time: event.at,
    datacontenttype: "application/json",
    data: event.data,
  };
}
