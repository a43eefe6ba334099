import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { AttemptLimiter } from '../ports.ts';
import { createMemoryLimiter, lockIfSpent, takeFrom } from './create-memory-limiter.ts';
import type { MemoryLimiterOptions } from './create-memory-limiter.ts';

export interface RedisLimiterOptions extends MemoryLimiterOptions {
  /** A connected client of the package `redis` whose commands fail at once while Redis is gone. */
  client: object;
  /** Keeps the counts of one limiter apart from those of every other in the same Redis. */
  name: string;
  /** Told of every attempt that Redis could not count. */
  onFallback: (error: unknown) => void;
  /** Told how long Redis took to answer, or to fail. */
  onAnswer?: (operation: 'take' | 'give_back', seconds: number) => void;
}

/**
 * Counts attempts in Redis, so that several payment servers count together. While Redis does not answer each of them counts by itself: a limit
 * then lets through up to as many times as much as there are servers, and nobody is refused for a Redis that is gone.
 */
export function createRedisLimiter({
  client,
  name,
  onFallback,
  onAnswer,
  ...limit
}: RedisLimiterOptions): AttemptLimiter {
  const shared = new RateLimiterRedis({
    storeClient: client,
    useRedisPackage: true,
    keyPrefix: `fieldfare:limit:${name}`,
    points: limit.points,
    duration: limit.windowMs / 1000,
  });
  const own = createMemoryLimiter(limit);
  const timed = async <T>(operation: 'take' | 'give_back', ask: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    try {
      return await ask();
    } finally {
      onAnswer?.(operation, (performance.now() - startedAt) / 1_000);
    }
  };
  return {
    take: async (key) => {
      try {
        return await timed('take', () => takeFrom(shared, key));
      } catch (error) {
        onFallback(error);
        return own.take(key);
      }
    },
    giveBack: async (key) => {
      try {
        await timed('give_back', () => shared.reward(key));
      } catch (error) {
        onFallback(error);
        await own.giveBack(key);
      }
    },
    fail: async (key) => {
      try {
        await lockIfSpent(shared, key, limit);
      } catch (error) {
        onFallback(error);
        await own.fail(key);
      }
    },
  };
}
