import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AttemptLimiter } from '../ports.ts';

export interface MemoryLimiterOptions {
  /** Attempts per window and key. */
  points: number;
  windowMs: number;
}

/** Counts attempts in this process's memory: the default, and enough for one payment server. */
export function createMemoryLimiter({ points, windowMs }: MemoryLimiterOptions): AttemptLimiter {
  const limiter = new RateLimiterMemory({ points, duration: windowMs / 1000 });
  return {
    take: async (key) => {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key);
        return { isAllowed: true, remaining: remainingPoints, resetMs: msBeforeNext };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { isAllowed: false, retryAfterMs: refusal.msBeforeNext };
      }
    },
    giveBack: async (key) => {
      await limiter.reward(key);
    },
  };
}
