import { Consumer, type Message as KafkaMessage, type MessagesStream, Producer } from "@platformatic/kafka";
import type { CloudEvent } from "#core/events/cloud-event.ts";
import { type Batch, type Broker, type Message, type Received, type Subscription, within } from "./port.ts";

export interface KafkaOptions {
  readonly brokers: readonly string[];
}

const ANSWER_MS = 10_000;
const CLOSE_MS = 3000;
/** How long a group waits for a member that was killed. */
const SESSION_MS = 10_000;

type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;

/** CloudEvents in the structured mode of their Kafka binding (github.com/cloudevents/spec, kafka-protocol-binding.md). */
export class Kafka implements Broker {
  readonly name = "kafka";
  readonly #common: { clientId: string; bootstrapBrokers: string[]; autocreateTopics: boolean; retryDelay: number };
  #producer: Producer | undefined;

  constructor({ brokers }: KafkaOptions) {
    this.#common = { clientId: "crossdock", bootstrapBrokers: [...brokers], autocreateTopics: true, retryDelay: 200 };
  }

  encode(event: CloudEvent): Message {
    const headers = { "content-type": "application/cloudevents+json; charset=UTF-8" };
    return { key: event.subject, value: JSON.stringify(event), headers };
  }

  /** After a failure the producer's sequence numbers are uncertain, so the next attempt creates a new producer. */
  async publish(topic: string, messages: readonly Message[]): Promise<void> {
    const producer = (this.#producer ??= new Producer({ ...this.#common, idempotent: true, retries: 3 }));
    try {
      const sent = producer.send({ messages: messages.map((message) => produced(topic, message)) });
      await within(ANSWER_MS, "Kafka", sent);
    } catch (error) {
      if (this.#producer === producer) this.#producer = undefined;
      await closed(producer);
      throw error;
    }
  }

  async consume(
    subscription: Subscription,
    handle: (batch: Batch) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const consumer = new Consumer({
      ...this.#common,
      groupId: subscription.group,
      retries: 2,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: SESSION_MS,
      heartbeatInterval: SESSION_MS / 5,
    });
    try {
      const joining = consumer.consume({
        topics: [subscription.topic],
        mode: "committed",
        fallbackMode: "earliest",
        autocommit: false,
        highWaterMark: subscription.batchSize,
      });
      const stream = await unlessAborted(joining, signal); // joining a group may take seconds
      for await (const messages of batches(stream, subscription.batchSize, signal))
        await handle({ messages: messages.map(receivedOf), acknowledge: () => commit(consumer, messages) });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await closed(consumer);
    }
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    if (producer !== undefined) await closed(producer);
  }
}

/** The messages that have arrived, up to `limit`; waits only for the first one. */
async function* batches(stream: Stream, limit: number, signal: AbortSignal): AsyncGenerator<KafkaMessage[]> {
  let wake = () => {};
  let failed: Error | undefined;
  const onEnd = (error?: Error) => {
    failed ??= error ?? new Error("Kafka has ended the stream of messages");
    wake();
  };
  const onNews = () => wake();
  // One permanent listener: a stream without a listener stops fetching.
  stream.on("readable", onNews).on("error", onEnd).on("close", onEnd);
  signal.addEventListener("abort", onNews);
  try {
    while (!signal.aborted) {
      const news = new Promise<void>((resolve) => (wake = resolve));
      const taken = takeFrom(stream, limit);
      if (taken.length > 0) yield taken;
      else if (failed !== undefined) throw failed;
      else await news;
    }
  } finally {
    signal.removeEventListener("abort", onNews);
    stream.destroy();
  }
}

function takeFrom(stream: Stream, limit: number): KafkaMessage[] {
  const taken: KafkaMessage[] = [];
  while (taken.length < limit) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream's `read` has no type of its own
    const message = stream.read() as KafkaMessage | null;
    if (message === null) break;
    taken.push(message);
  }
  return taken;
}

/** The committed offset is the next one to read. */
async function commit(consumer: Consumer, messages: readonly KafkaMessage[]): Promise<void> {
  const last = new Map(messages.map((message) => [`${message.topic}/${message.partition}`, message]));
  const offsets = [...last.values()].map(({ topic, partition, offset, leaderEpoch }) => ({
    topic,
    partition,
    offset: offset + 1n,
    leaderEpoch,
  }));
  await within(ANSWER_MS, "Kafka", consumer.commit({ offsets }));
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** Best effort: a broker that is unavailable cannot be notified. */
async function closed(client: Producer | Consumer): Promise<void> {
  await within(CLOSE_MS, "Closing", client.close(true)).catch(() => {});
}

function produced(
  topic: string,
  { key, value, headers }: Message,
): {
  topic: string;
  key?: Buffer;
  value: Buffer;
  headers: Map<Buffer, Buffer>;
} {
  return {
    topic,
    ...(key !== undefined && { key: Buffer.from(key) }),
    value: Buffer.from(value),
    headers: new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)])),
  };
}

function receivedOf(message: KafkaMessage): Received {
  const { topic, partition, offset, headers } = message;
  // A message without a key or a value (a tombstone) has null there, whatever the type says.
  const key: Buffer | null = message.key;
  const value: Buffer | null = message.value;
  return {
    key: key?.toString(),
    value: value ?? Buffer.alloc(0),
    headers: Object.fromEntries([...headers].map(([name, text]) => [String(name).toLowerCase(), String(text)])),
    origin: `${topic}/${partition}/${offset}`,
  };
}
