import { tooManyStreams, unknownChannels, unknownPosition } from "#core/events/errors.ts";
import { WatchEventsInput } from "#core/events/schemas.ts";
import type { EventType } from "#core/kernel/event.ts";
import { eventSchema } from "#transports/documents/asyncapi/event-schema.ts";
import { webhookHeaders } from "#transports/documents/asyncapi/headers.ts";
import { exampleOf } from "./openapi-examples.ts";
import { commonHeaders, referenceTo } from "./openapi-parts.ts";
import { problemsOfFailures } from "./openapi-problems.ts";
import { isSchema, type Schema, type Schemas } from "./openapi-schemas.ts";

const inHeaders = Object.entries(isSchema(webhookHeaders["properties"]) ? webhookHeaders["properties"] : {}).map(
  ([name, schema]) => ({ name, in: "header", required: true, schema }),
);

/** A separate tag: generators make one class per tag, in which webhooks would replace operations. */
export const SENT = "Sent events";

/** What a subscriber of an event type receives: a CloudEvent, signed after Standard Webhooks. */
export function webhookOf(event: EventType, schemas: Schemas): Schema {
  const schema = eventSchema(event, schemas);
  return {
    post: {
      operationId: `on.${event.type}`,
      tags: [SENT],
      summary: event.description,
      parameters: inHeaders,
      requestBody: {
        required: true,
        content: { "application/json": { schema, example: exampleOf(schema, schemas) } },
      },
      responses: { "2XX": { description: "Accepted. Any other response is retried." } },
    },
  };
}

const DESCRIPTION = `Needs the scope \`events:read\`. Each event has its id, its type and a CloudEvent as data; \`Last-Event-ID\` resumes
behind an event without a gap or a duplicate. \`event: reset\` says that this is not possible any more: what follows is from now on.
\`event: dropped\` says why the stream ends.`;

/** The event stream, which the SSE transport serves outside of the route table. */
export function streamPath(schemas: Schemas): Record<string, Schema> {
  const input = schemas.resolved(schemas.of(WatchEventsInput, "input"));
  const fields = isSchema(input["properties"]) ? input["properties"] : {};
  // An unknown event id is accepted too: the stream then begins with a reset.
  const id = { type: "string" };
  const inQuery = (name: string, schema: unknown) => ({ name, in: "query", required: false, schema });
  const asList = { style: "form", explode: false };
  const example = 'id: 019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11\nevent: order.placed\ndata: {"specversion":"1.0"}\n\n';
  return {
    get: {
      operationId: "eventsStream",
      tags: ["Events"],
      summary: "Streams all events as server-sent events.",
      description: DESCRIPTION,
      "x-required-scopes": ["events:read"],
      parameters: [
        { ...inQuery("types", fields["types"]), ...asList },
        { ...inQuery("channel", fields["channels"]), ...asList },
        inQuery("subject", fields["subjectId"]),
        inQuery("after", id),
        inQuery("lastEventId", id),
        { name: "Last-Event-ID", in: "header", required: false, schema: id },
      ],
      responses: {
        200: {
          description: "The stream.",
          headers: Object.fromEntries(commonHeaders.map((name) => [name, referenceTo("headers", name)])),
          content: { "text/event-stream": { schema: { type: "string" }, example } },
        },
        ...problemsOfFailures([unknownChannels, unknownPosition, tooManyStreams]),
      },
    },
  };
}
