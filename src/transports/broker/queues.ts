import type { Consumer, Start } from "#core/events/consumer.ts";
import type { Broker } from "#integrations/broker/port.ts";
import { OrderIntake, type OrderIntakeOptions } from "./order-intake.ts";
import { eventSink } from "./sink.ts";

/** A configured broker, and the names of its topics or streams. */
export interface Queue {
  readonly broker: Broker;
  readonly events: string;
  readonly intake: string;
}

export interface QueuesOptions extends Omit<OrderIntakeOptions, "broker" | "topic"> {
  readonly queues: readonly Queue[];
}

/** Outgoing events: a consumer for every configured broker. */
export const brokerSinks = (queues: readonly Queue[], start: Start): Consumer[] =>
  queues.map(({ broker, events: topic }) => eventSink({ broker, topic, start }));

/** Incoming orders, from every configured broker. One broker's outage does not affect the others. */
export function startIntakes(options: QueuesOptions): { stop(): Promise<void> } {
  const { queues, ...shared } = options;
  const intakes = queues.map(({ broker, intake: topic }) => new OrderIntake({ ...shared, broker, topic }));
  for (const intake of intakes) intake.start();
  return {
    stop: async () => void (await Promise.all(intakes.map((intake) => intake.stop()))),
  };
}
