import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { AttemptDecision, AttemptLimiter } from '../ports.ts';

export interface MemoryLimiterOptions {
  /** Attempts per window and key. */
  points: number;
  windowMs: number;
  /** How long a key is refused once its whole share has failed, counted from the last failure. Without it a window's end opens it again. */
  lockMs?: number;
}

/** Counts attempts in this process's memory: the default, and enough for one payment server. */
export function createMemoryLimiter(options: MemoryLimiterOptions): AttemptLimiter {
  const limiter = new RateLimiterMemory({ points: options.points, duration: options.windowMs / 1000 });
  return {
    take: (key) => takeFrom(limiter, key),
    giveBack: async (key) => {
      await limiter.reward(key);
    },
    fail: (key) => lockIfSpent(limiter, key, options),
  };
}

/** Refuses the key for `lockMs` from now where its share is spent. */
export async function lockIfSpent(
  limiter: RateLimiterAbstract,
  key: string,
  { points, lockMs }: MemoryLimiterOptions,
): Promise<void> {
  if (lockMs === undefined) return;
  const spent = await limiter.get(key);
  if (spent && spent.consumedPoints >= points) await limiter.block(key, lockMs / 1000);
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
