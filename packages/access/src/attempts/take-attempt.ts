import { FieldfareError } from '@fieldfare/protocol';
import type { AttemptLimiter } from '../ports.ts';

export interface CountedKey {
  limiter: AttemptLimiter;
  key: string;
}

/**
 * Counts an attempt under one key after the other, and none after the first that has had its share: whoever asks puts the key of who tries before
 * that of what is tried, or strangers spend by refused attempts what belongs to others. Throws `rate_limited` / `too_many_attempts`.
 */
export async function takeAttempt(counted: readonly CountedKey[]): Promise<void> {
  for (const { limiter, key } of counted) {
    const decision = await limiter.take(key);
    if (!decision.isAllowed) throw tooManyAttempts(decision.retryAfterMs);
  }
}

function tooManyAttempts(retryAfterMs: number): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'too_many_attempts',
    message: `Too many failed attempts. Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} seconds.`,
    retryable: true,
    retryAfterMs,
  });
}

/** Takes the attempt out of the count again, because it succeeded. */
export async function giveAttemptBack(counted: readonly CountedKey[]): Promise<void> {
  await Promise.all(counted.map(({ limiter, key }) => limiter.giveBack(key)));
}

/** The attempt stands in the count, and locks what is spent by it. */
export async function failAttempt(counted: readonly CountedKey[]): Promise<void> {
  await Promise.all(counted.map(({ limiter, key }) => limiter.fail(key)));
}
