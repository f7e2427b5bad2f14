import "server-only";
import type { Config } from "#config/config.ts";
import type { ApiAddresses } from "#features/apis/apis.ts";

type Addressed = Pick<Config, "publicUrl" | "grpcPort" | "grpc" | "kafka" | "redis">;

/** Where each transport of this hub is reached; never with a password. */
export function apiAddresses({ publicUrl, grpcPort, grpc, kafka, redis }: Addressed): ApiAddresses {
  const { origin, hostname } = new URL(publicUrl);
  return {
    rest: { address: `${origin}/api/v2` },
    graphql: { address: `${origin}/api/graphql` },
    grpc: { address: `${hostname}:${grpcPort}`, tls: grpc.tls !== undefined },
    soap: { address: `${origin}/api/soap` },
    trpc: { address: `${origin}/api/trpc` },
    sse: { address: `${origin}/api/v2/events/stream` },
    ...(kafka && { kafka: { address: kafka.brokers.join(","), intake: kafka.intake, events: kafka.events } }),
    ...(redis && { redis: { address: withoutPassword(redis.url), intake: redis.intake, events: redis.events } }),
  };
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
