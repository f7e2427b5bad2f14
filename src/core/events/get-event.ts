import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { CloudEvent, cloudEventOf } from "./cloud-event.ts";
import { mayRead } from "./readable.ts";
import { GetEventInput } from "./schemas.ts";
import { findEvent } from "./store.ts";

export const getEvent = query({
  name: "events.get",
  summary: "Returns one event by its id, of any age.",
  scope: "events:read",
  audience: "public",
  input: GetEventInput,
  output: CloudEvent,
  failures: [notFound],
  run: async ({ read, actor }, { id }) => {
    const event = await findEvent(read, id);
    if (event === undefined || !mayRead(actor, event.type)) throw notFound("event", id);
    return cloudEventOf(read.tenantId, { ...event, at: new Date(event.at).toISOString() });
  },
});
