import { LeasedLimits, type Policies } from "./leased-limits.ts";
import type { QuotaSource } from "./quota-source.ts";
import { postgresQuotas } from "./quota-store.ts";
import { redisQuotas } from "./redis-quotas.ts";

interface LimitsConfig {
  readonly redis: { readonly url: string } | undefined;
  readonly rateLimits: Policies;
}

const QUIET_MS = 60_000;

/**
 * Shared through Redis if configured, else through PostgreSQL. An unavailable store is logged at most once a minute.
 */
export function createLimits(
  { redis, rateLimits }: LimitsConfig,
  sql: Parameters<typeof postgresQuotas>[0],
  onError: (error: unknown) => void,
) {
  let toldAt = -QUIET_MS;
  const complain = (error: unknown) => {
    if (performance.now() - toldAt < QUIET_MS) return;
    toldAt = performance.now();
    onError(error);
  };
  const source: QuotaSource = redis === undefined ? postgresQuotas(sql) : redisQuotas(redis.url, complain);
  return { limits: new LeasedLimits(source, rateLimits, complain), close: () => source.close() };
}
