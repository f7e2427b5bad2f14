import type { Hub } from "#core/hub.ts";
import type { Broker } from "#integrations/broker/port.ts";
import type { JobLog } from "../job.ts";
import { OrderIntake } from "./order-intake.ts";
import type { Start } from "./sink-store.ts";
import { EventSink } from "./sink.ts";

/** A broker that is set up, and the names of its topics or streams. */
export interface Queue {
  readonly broker: Broker;
  readonly events: string;
  readonly intake: string;
}

export interface QueuesOptions {
  readonly hub: Hub;
  readonly log: JobLog;
  readonly queues: readonly Queue[];
  readonly group: string;
  readonly start: Start;
  readonly tenant?: string | undefined;
  readonly leaseMs?: number;
}

/** Events out and orders in, for every broker that is set up. A broker that is away holds up nothing else. */
export async function startQueues(options: QueuesOptions): Promise<{ stop(): Promise<void> }> {
  const { hub, log, queues, group, start, tenant, leaseMs } = options;
  const sinks = queues.map(
    ({ broker, events: topic }) =>
      new EventSink({ db: hub.db, log, broker, topic, start, ...(leaseMs !== undefined && { leaseMs }) }),
  );
  const intakes = queues.map(
    ({ broker, intake: topic }) => new OrderIntake({ hub, log, broker, topic, group, tenant }),
  );
  await Promise.all(sinks.map((sink) => sink.start()));
  for (const intake of intakes) intake.start();
  return {
    async stop() {
      await Promise.all([...sinks, ...intakes].map((each) => each.stop()));
      await Promise.all(queues.map(({ broker }) => broker.close()));
    },
  };
}
