import { cloudEventOf } from "#core/events/cloud-event.ts";
import type { ConsumerEvent, Publishing, Start } from "#core/events/consumer.ts";
import { traceHeaders } from "#core/runtime/tracing.ts";
import type { Broker, Message } from "#integrations/broker/port.ts";

export interface SinkOptions {
  readonly broker: Broker;
  readonly topic: string;
  readonly start: Start;
}

/** Well below one megabyte, the default limit of Kafka brokers. */
const PUBLISH_BYTES = 400_000;

/** Publishes the feed to a broker, in order, as a consumer with the broker's name. */
export const eventSink = ({ broker, topic, start }: SinkOptions): Publishing => ({
  name: broker.name,
  start,
  async publish(events) {
    const messages = firstMessages(events, broker);
    await broker.publish(topic, messages);
    return messages.length;
  },
});

/** Batches of at most `PUBLISH_BYTES`, or a single larger event. */
function firstMessages(events: readonly ConsumerEvent[], broker: Broker): Message[] {
  const messages: Message[] = [];
  let bytes = 0;
  for (const event of events) {
    const plain = broker.encode(cloudEventOf(event.tenantId, { ...event, at: new Date(event.at).toISOString() }));
    const message = { ...plain, headers: { ...plain.headers, ...traceHeaders(event.trace) } };
    bytes += Buffer.byteLength(message.value);
    if (messages.length > 0 && bytes > PUBLISH_BYTES) break;
    messages.push(message);
  }
  return messages;
}
