import type { AttemptLimiter } from '../ports.ts';
import { createMemoryLimiter, lockIfSpent, takeFrom } from './create-memory-limiter.ts';
import type { MemoryLimiterOptions } from './create-memory-limiter.ts';
import { countInRedis, timed } from './redis-counting.ts';
import type { RedisCounting } from './redis-counting.ts';

export type RedisLimiterOptions = MemoryLimiterOptions & RedisCounting;

/**
 * Counts attempts in Redis, so that several payment servers count together. While Redis does not answer each of them counts by itself: a limit
 * then lets through up to as many times as much as there are servers, and nobody is refused for a Redis that is gone.
 */
export function createRedisLimiter(options: RedisLimiterOptions): AttemptLimiter {
  const { onFallback } = options;
  const shared = countInRedis(options, options);
  const own = createMemoryLimiter(options);
  return {
    take: async (key) => {
      try {
        return await timed(options, 'take', () => takeFrom(shared, key));
      } catch (error) {
        onFallback(error);
        return own.take(key);
      }
    },
    giveBack: async (key) => {
      try {
        await timed(options, 'give_back', () => shared.reward(key));
      } catch (error) {
        onFallback(error);
        await own.giveBack(key);
      }
    },
    fail: async (key) => {
      try {
        await lockIfSpent(shared, key, options);
      } catch (error) {
        onFallback(error);
        await own.fail(key);
      }
    },
  };
}
