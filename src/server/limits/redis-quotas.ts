import { setTimeout as sleep } from "node:timers/promises";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { createClient } from "redis";
import type { Policy } from "#transports/gateway/limits.ts";
import type { QuotaSource } from "./quota-source.ts";

/** How long the first leases wait for the first connection. */
const START_MS = 3000;

/** Redis counts and expires the windows: one script and one round trip per lease. */
export function redisQuotas(url: string, onError: (error: unknown) => void): QuotaSource {
  const client = createClient({ url, disableOfflineQueue: true });
  client.on("error", onError);
  const begun = Promise.race([client.connect().catch(onError), sleep(START_MS, undefined, { ref: false })]);
  const limiters = new Map<string, RateLimiterRedis>();

  function limiterOf({ quota, windowS }: Policy): RateLimiterRedis {
    const name = `${quota}/${windowS}`;
    const known = limiters.get(name);
    if (known !== undefined) return known;
    const limiter = new RateLimiterRedis({
      storeClient: client,
      useRedisPackage: true,
      keyPrefix: `crossdock:quota:${name}`,
      points: quota,
      duration: windowS,
    });
    limiters.set(name, limiter);
    return limiter;
  }

  return {
    async lease(bucket, wanted, policy) {
      await begun;
      const { consumedPoints, msBeforeNext } = await limiterOf(policy)
        .consume(bucket, wanted)
        .catch((refused: unknown) => (refused instanceof RateLimiterRes ? refused : Promise.reject(refused)));
      const before = consumedPoints - wanted;
      return {
        granted: Math.max(0, Math.min(wanted, policy.quota - before)),
        left: Math.max(0, policy.quota - consumedPoints),
        endsInMs: msBeforeNext,
      };
    },
    async close() {
      if (client.isOpen) client.destroy();
      await Promise.resolve();
    },
  };
}
