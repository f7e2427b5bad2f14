import "#core/catalogue.ts";
import { type EventType, eventCatalogue } from "#core/kernel/event.ts";
import { placeOrder } from "#core/orders/index.ts";
import { type Schema, Schemas } from "#transports/documents/openapi-schemas.ts";
import { eventSchema } from "./event-schema.ts";
import { brokerHeaders, intakeHeaders, webhookHeaders } from "./headers.ts";

const DESCRIPTION = `Everything that happens in Crossdock, as CloudEvents 1.0 in JSON. An event has the same \`id\` on every road: the
stream, webhooks and the broker. Events of one subject come in the order of their \`sequence\`; each comes at least once.`;

const CLOUD_EVENT = "application/cloudevents+json";

/** The AsyncAPI 3 document of all events, generated from the event types. */
export function asyncApiDocument(): Schema {
  const schemas = new Schemas();
  const types = [...eventCatalogue.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const intake = schemas.of(placeOrder.input, "input");
  const payloads = Object.fromEntries(types.map((type) => [`event.${type.type}`, eventSchema(type, schemas)]));
  const roads = {
    stream: streamHeaders,
    webhook: webhookHeaders,
    kafka: brokerHeaders.kafka,
    redis: brokerHeaders.redis,
  };
  const messages = Object.entries(roads).flatMap(([road, headers]) =>
    types.map((type): [string, Schema] => [`${road}.${type.type}`, messageOf(type, headers)]),
  );
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Crossdock events",
      version: "2.0.0",
      description: DESCRIPTION,
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    defaultContentType: CLOUD_EVENT,
    servers,
    channels: channelsOf(types),
    operations: operationsOf(),
    components: {
      messages: { ...Object.fromEntries(messages), "orders.intake": intakeMessage },
      schemas: { ...schemas.all(), ...payloads, "orders.intake": intake },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key with the scope `events:read`." },
      },
    },
  };
}

/** The stream sends `id` and `event` beside the data. */
const streamHeaders: Schema = {
  type: "object",
  description: "Fields of the server-sent event.",
  properties: {
    id: { type: "string", format: "uuid", description: "The event's id: `Last-Event-ID` resumes behind it." },
    event: { type: "string", description: "The event's type." },
  },
};

function messageOf({ type, description }: EventType, headers: Schema): Schema {
  return {
    name: type,
    title: type,
    summary: description,
    contentType: CLOUD_EVENT,
    headers,
    payload: { $ref: `#/components/schemas/event.${type}` },
  };
}

const intakeMessage: Schema = {
  name: "orders.intake",
  title: "An order to take in",
  summary: "Same input as POST /api/v2/orders; a rejected message goes to the dead-letter topic with the reason.",
  contentType: "application/json",
  headers: intakeHeaders,
  payload: { $ref: "#/components/schemas/orders.intake" },
};

const servers: Schema = {
  crossdock: {
    host: "localhost:3000",
    protocol: "http",
    description: "Crossdock itself: its PUBLIC_URL.",
    security: [{ $ref: "#/components/securitySchemes/apiKey" }],
  },
  kafka: { host: "localhost:9092", protocol: "kafka", description: "Your Kafka: KAFKA_BROKERS." },
  redis: { host: "localhost:6379", protocol: "redis", description: "Your Redis, by its streams: REDIS_URL." },
};

const onServer = (name: string) => [{ $ref: `#/servers/${name}` }];

function channelsOf(types: readonly EventType[]): Schema {
  const messages = (road: string) =>
    Object.fromEntries(types.map(({ type }) => [type, { $ref: `#/components/messages/${road}.${type}` }]));
  const intake = { "orders.intake": { $ref: "#/components/messages/orders.intake" } };
  return {
    stream: {
      address: "/api/v2/events/stream",
      title: "Server-sent events",
      description: "The live feed. Resumes by `Last-Event-ID` without a gap or a duplicate.",
      servers: onServer("crossdock"),
      messages: messages("stream"),
      bindings: { http: { bindingVersion: "0.3.0" } },
    },
    webhook: {
      address: null,
      title: "Webhooks",
      description: "POST to the address of each endpoint, signed after Standard Webhooks.",
      messages: messages("webhook"),
    },
    kafkaEvents: topic("crossdock.events", "kafka", messages("kafka")),
    redisEvents: topic("crossdock.events", "redis", messages("redis")),
    kafkaIntake: topic("crossdock.orders.intake", "kafka", intake),
    redisIntake: topic("crossdock.orders.intake", "redis", intake),
  };
}

const topic = (address: string, server: string, messages: Schema): Schema => ({
  address,
  title: address,
  servers: onServer(server),
  messages,
});

function operationsOf(): Schema {
  const operation = (action: "send" | "receive", channel: string, more: Schema) => ({
    action,
    channel: { $ref: `#/channels/${channel}` },
    ...more,
  });
  return {
    streamEvents: operation("send", "stream", {
      summary: "Publishes events to all readers.",
      bindings: { http: { method: "GET", query: streamQuery, bindingVersion: "0.3.0" } },
    }),
    deliverWebhook: operation("send", "webhook", {
      summary: "Sends an endpoint the events it subscribes to.",
      bindings: { http: { method: "POST", bindingVersion: "0.3.0" } },
    }),
    publishToKafka: operation("send", "kafkaEvents", { summary: "Every event; the key is the subject." }),
    publishToRedis: operation("send", "redisEvents", { summary: "Every event as an entry of the stream." }),
    takeOrdersFromKafka: operation("receive", "kafkaIntake", { summary: "Orders produced by another system." }),
    takeOrdersFromRedis: operation("receive", "redisIntake", { summary: "Orders added by another system." }),
  };
}

const list = (description: string): Schema => ({ type: "string", description });
const streamQuery: Schema = {
  type: "object",
  properties: {
    types: list("Event types, separated by commas; `order.*` means all of that kind."),
    subject: {
      type: "string",
      format: "uuid",
      description: "Only what happened to this order, customer, stock level…",
    },
    channel: list("Codes of sales channels, separated by commas: only what happened to their orders."),
    lastEventId: { type: "string", format: "uuid", description: "For clients that cannot send `Last-Event-ID`." },
  },
};
