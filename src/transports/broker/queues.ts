import type { Consumer, Start } from "#core/events/consumer.ts";
import type { Broker } from "#integrations/broker/port.ts";
import { OrderIntake, type OrderIntakeOptions } from "./order-intake.ts";
import { eventSink } from "./sink.ts";

/** A broker that is set up, and the names of its topics or streams. */
export interface Queue {
  readonly broker: Broker;
  readonly events: string;
  readonly intake: string;
}

export interface QueuesOptions extends Omit<OrderIntakeOptions, "broker" | "topic"> {
  readonly queues: readonly Queue[];
}

/** Events out: a consumer for every broker that is set up. */
export const brokerSinks = (queues: readonly Queue[], start: Start): Consumer[] =>
  queues.map(({ broker, events: topic }) => eventSink({ broker, topic, start }));

/** Orders in, from every broker that is set up. A broker that is away holds up nothing else. */
export function startIntakes(options: QueuesOptions): { stop(): Promise<void> } {
  const { queues, ...shared } = options;
  const intakes = queues.map(({ broker, intake: topic }) => new OrderIntake({ ...shared, broker, topic }));
  for (const intake of intakes) intake.start();
  return {
    stop: async () => void (await Promise.all(intakes.map((intake) => intake.stop()))),
  };
}
