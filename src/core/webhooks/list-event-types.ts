import { z } from "zod";
import { eventCatalogue } from "../kernel/event.ts";
import { query } from "../kernel/operation.ts";

const EventTypePage = z.object({
  data: z.array(
    z.object({ type: z.string(), subjectType: z.string(), description: z.string() }).meta({ id: "WebhookEventType" }),
  ),
  nextCursor: z.string().nullable(),
});

export const listEventTypes = query({
  name: "webhooks.listEventTypes",
  summary: "Lists all event types, by name.",
  scope: "webhooks:read",
  audience: "public",
  input: z.strictObject({}),
  output: EventTypePage,
  failures: [],
  run: () => {
    const types = [...eventCatalogue.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
    const data = types.map(({ type, subjectType, description }) => ({ type, subjectType, description }));
    return Promise.resolve({ data, nextCursor: null });
  },
});
