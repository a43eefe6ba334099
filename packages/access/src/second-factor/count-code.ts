import { failAttempt, giveAttemptBack, takeAttempt } from '../attempts/take-attempt.ts';
import { countedKeys } from '../console/sign-in-attempts.ts';
import type { SignInLimiters } from '../console/sign-in-attempts.ts';
import type { ConsoleUser } from '../ports.ts';

/**
 * Tries a code of somebody whose password was right: a wrong one counts as a wrong password does (PCI DSS 8.3.4), a right one does not, and neither
 * does one that could not be looked at. Throws `too_many_attempts` with the wait.
 */
export async function countCode<T>(
  limiters: SignInLimiters,
  { email, shopper }: ConsoleUser,
  ip: string,
  tryCode: () => Promise<T | null>,
): Promise<T | null> {
  const attempt = countedKeys(limiters, { email, shopper, ip });
  await takeAttempt(attempt);
  let proven: T | null;
  try {
    proven = await tryCode();
  } catch (error) {
    await giveAttemptBack(attempt);
    throw error;
  }
  await (proven === null ? failAttempt(attempt) : giveAttemptBack(attempt));
  return proven;
}
