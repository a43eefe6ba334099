import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { AttemptDecision, AttemptLimiter } from '../ports.ts';

export interface MemoryLimiterOptions {
  /** Attempts per window and key. */
  points: number;
  windowMs: number;
}

/** Counts attempts in this process's memory: the default, and enough for one payment server. */
export function createMemoryLimiter({ points, windowMs }: MemoryLimiterOptions): AttemptLimiter {
  const limiter = new RateLimiterMemory({ points, duration: windowMs / 1000 });
  return {
    take: (key) => takeFrom(limiter, key),
    giveBack: async (key) => {
      await limiter.reward(key);
    },
  };
}

/** Counts one attempt; what is no refusal of the limiter is thrown on. */
export async function takeFrom(limiter: RateLimiterAbstract, key: string): Promise<AttemptDecision> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(key);
    return { isAllowed: true, remaining: remainingPoints, resetMs: msBeforeNext };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { isAllowed: false, retryAfterMs: refusal.msBeforeNext };
  }
}
