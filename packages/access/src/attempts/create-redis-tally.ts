import type { SharedTally } from '../ports.ts';
import { countInRedis, timed } from './redis-counting.ts';
import type { RedisCounting } from './redis-counting.ts';

/** A tally in Redis. It refuses nobody; while Redis does not answer, adding fails. */
export function createRedisTally(options: RedisCounting & { windowMs: number }): SharedTally {
  const shared = countInRedis(options, { points: Number.MAX_SAFE_INTEGER, windowMs: options.windowMs });
  return {
    add: async (key, points) => {
      try {
        const { consumedPoints, msBeforeNext } = await timed(options, 'tell', () => shared.penalty(key, points));
        return { points: consumedPoints, resetMs: msBeforeNext };
      } catch (error) {
        options.onFallback(error);
        throw error;
      }
    },
  };
}
