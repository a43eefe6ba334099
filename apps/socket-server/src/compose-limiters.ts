import { createMemoryLimiter, createRedisLimiter } from '@fieldfare/access';
import type { AttemptLimiter, MemoryLimiterOptions } from '@fieldfare/access';
import type { RedisClient } from './fan-out/connect-redis.ts';
import type { Metrics } from './metrics/create-metrics.ts';

/** Makes limiters: counted together by all servers where there is a Redis, by this process alone where there is none or it is gone. */
export function composeLimiters(
  redis: RedisClient | null,
  metrics: Metrics,
): (name: string, limit: MemoryLimiterOptions) => AttemptLimiter {
  if (!redis) return (_name, limit) => createMemoryLimiter(limit);
  return (name, limit) =>
    createRedisLimiter({
      ...limit,
      client: redis.client,
      name,
      // That Redis is gone is logged once, where it is noticed.
      onFallback: () => metrics.limiterFallbacks.inc({ limiter: name }),
      onAnswer: (operation, seconds) => metrics.redisOperationDuration.observe({ operation }, seconds),
    });
}
