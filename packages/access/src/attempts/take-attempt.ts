import { FieldfareError } from '@fieldfare/protocol';
import type { AttemptLimiter } from '../ports.ts';

export interface CountedKey {
  limiter: AttemptLimiter;
  key: string;
}

/** Counts an attempt under every key. Throws `rate_limited` / `too_many_attempts` where one of them has had its share. */
export async function takeAttempt(counted: readonly CountedKey[]): Promise<void> {
  const decisions = await Promise.all(counted.map(({ limiter, key }) => limiter.take(key)));
  const waits = decisions.map((decision) => (decision.isAllowed ? 0 : decision.retryAfterMs));
  const retryAfterMs = Math.max(...waits);
  if (retryAfterMs === 0 && decisions.every(({ isAllowed }) => isAllowed)) return;
  throw new FieldfareError('rate_limited', {
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
