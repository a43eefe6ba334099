import { createMemoryLimiter, createRedisLimiter, createRedisTally } from '@fieldfare/access';
import type { AttemptLimiter, MemoryLimiterOptions, RedisCounting } from '@fieldfare/access';
import type { RedisClient } from './fan-out/connect-redis.ts';
import type { Log } from './logging/logger.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import { TALLY_WINDOW_MS } from './net/others-use.ts';
import type { MessageTallies } from './net/traffic.ts';

export interface Limiters {
  /** Counted together by all servers where there is a Redis, by this process alone where there is none or it does not answer. */
  limiterOf: (name: string, limit: MemoryLimiterOptions) => AttemptLimiter;
  /** Null where there is no Redis. */
  messageTallies: MessageTallies | null;
}

export function composeLimiters(redis: RedisClient | null, { log, metrics }: { log: Log; metrics: Metrics }): Limiters {
  if (!redis) return { limiterOf: (_name, limit) => createMemoryLimiter(limit), messageTallies: null };
  let hasWarned = false;
  const countingOf = (name: string): RedisCounting => ({
    client: redis.client,
    name,
    onFallback: (error) => {
      metrics.limiterFallbacks.inc({ limiter: name });
      // That Redis is gone is logged where it is noticed; one that is there and does not count says so to nobody else.
      if (redis.client.isReady && !hasWarned)
        log.warn({ detail: name, error }, 'Redis does not count: this server counts by itself');
      hasWarned = true;
    },
    onAnswer: (operation, seconds, hasAnswered) => {
      metrics.redisOperationDuration.observe({ operation }, seconds);
      if (hasAnswered) hasWarned = false;
    },
  });
  const tallyOf = (name: string) => createRedisTally({ ...countingOf(name), windowMs: TALLY_WINDOW_MS });
  return {
    limiterOf: (name, limit) => createRedisLimiter({ ...limit, ...countingOf(name) }),
    messageTallies: {
      session: tallyOf('messages_session'),
      ip: tallyOf('messages_ip'),
      merchant: tallyOf('messages_merchant'),
    },
  };
}
