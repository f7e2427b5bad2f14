import { randomUUID } from "node:crypto";
import { Kafka } from "#integrations/broker/kafka.ts";
import { KafkaServer } from "../../servers/kafka-server.ts";
import type { Entry, Outside } from "./outside.ts";

const QUIET_MS = 1500;
const READ_MS = 30_000;

export async function kafkaOutside(jars: string): Promise<Outside & { readonly address: string }> {
  const server = await KafkaServer.open(jars);
  const { address } = server;
  const broker = () => new Kafka({ brokers: [address] });
  const name = randomUUID().slice(0, 8);
  const [events, intake] = [`${name}.events`, `${name}.orders.intake`];

  async function send(topic: string, entries: readonly Entry[]): Promise<void> {
    const kafka = broker();
    await kafka.publish(topic, entries);
    await kafka.close();
  }

  /** A separate group reads from the beginning, until it has enough and nothing more arrives. */
  async function read(topic: string, count: number): Promise<Entry[]> {
    const [found, ended] = [new Array<Entry>(), new AbortController()];
    const giveUp = setTimeout(() => ended.abort(), READ_MS);
    const quiet = setTimeout(() => found.length >= count && ended.abort(), QUIET_MS);
    const options = { topic, group: randomUUID(), batchSize: 1000 };
    await broker().consume(
      options,
      async ({ messages }) => {
        found.push(...messages.map((message) => ({ ...message, value: message.value.toString() })));
        if (found.length >= count) quiet.refresh();
      },
      ended.signal,
    );
    clearTimeout(giveUp);
    clearTimeout(quiet);
    return found;
  }

  return {
    address,
    env: { KAFKA_BROKERS: address, KAFKA_EVENTS_TOPIC: events, KAFKA_INTAKE_TOPIC: intake },
    events,
    intake,
    mostBytes: 1_000_000,
    broker,
    send,
    read,
    age: async () => {}, // the group itself detects it
    stop: () => server.stop(),
    start: () => server.start(),
    close: () => server.close(),
  };
}
