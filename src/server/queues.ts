import type { Config } from "#config/config.ts";
import { Kafka } from "#integrations/broker/kafka.ts";
import { RedisStreams } from "#integrations/broker/redis-streams.ts";
import { type Queue, startQueues } from "#workers/broker/queues.ts";
import type { ServerHub } from "./hub.ts";

/** The brokers that the configuration names. */
function queuesOf({ kafka, redis }: Config): Queue[] {
  const queues: Queue[] = [];
  if (kafka !== undefined) queues.push({ ...kafka, broker: new Kafka(kafka) });
  if (redis !== undefined)
    queues.push({ ...redis, broker: new RedisStreams({ url: redis.url, keep: { [redis.events]: redis.kept } }) });
  return queues;
}

export const startConfiguredQueues = (hub: ServerHub): Promise<{ stop(): Promise<void> }> =>
  startQueues({ hub, log: hub.log, queues: queuesOf(hub.config), ...hub.config.queues });
