import type { Config } from "#config/config.ts";
import type { Consumer } from "#core/events/consumer.ts";
import { Kafka } from "#integrations/broker/kafka.ts";
import { RedisStreams } from "#integrations/broker/redis-streams.ts";
import { brokerSinks, type Queue, startIntakes } from "#transports/broker/queues.ts";
import type { ServerHub } from "./hub.ts";
import type { Service } from "./service.ts";

/** The configured brokers. */
function queuesOf({ kafka, redis }: Config): Queue[] {
  const queues: Queue[] = [];
  if (kafka !== undefined) queues.push({ ...kafka, broker: new Kafka(kafka) });
  if (redis !== undefined)
    queues.push({ ...redis, broker: new RedisStreams({ url: redis.url, keep: { [redis.events]: redis.kept } }) });
  return queues;
}

export interface ConfiguredQueues {
  readonly sinks: readonly Consumer[];
  /** Starts the order intake. */
  startIntakes(): Service;
  /** Called when nothing uses the brokers any more. */
  close(): Promise<void>;
}

export function configuredQueues(hub: ServerHub): ConfiguredQueues {
  const queues = queuesOf(hub.config);
  return {
    sinks: brokerSinks(queues, hub.config.queues.start),
    startIntakes: () => startIntakes({ hub, gateway: hub.gateway, log: hub.log, queues, ...hub.config.queues }),
    close: async () => void (await Promise.all(queues.map(({ broker }) => broker.close()))),
  };
}
