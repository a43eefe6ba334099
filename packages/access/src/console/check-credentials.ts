import { clientNetwork } from '../attempts/client-network.ts';
import { failAttempt, giveAttemptBack, takeAttempt } from '../attempts/take-attempt.ts';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type { Clock, ConsoleUser, ConsoleUserStore } from '../ports.ts';
import { countedKeys } from './sign-in-attempts.ts';
import type { SignInAttempt, SignInLimiters } from './sign-in-attempts.ts';

export interface Credentials extends SignInAttempt {
  password: string;
}

export interface CredentialsCheckDeps {
  store: Pick<ConsoleUserStore, 'findUserByEmail'>;
  hasher: PasswordHasher;
  clock: Clock;
  limiters: SignInLimiters;
}

/** Whose password it is; null for every other cause, after the same time. Throws `too_many_attempts` with the wait. */
export type CredentialsCheck = (credentials: Credentials) => Promise<ConsoleUser | null>;

export function createCredentialsCheck({ store, hasher, clock, limiters }: CredentialsCheckDeps): CredentialsCheck {
  return async ({ password, ...who }) => {
    const attempt = countedKeys(limiters, who);
    await takeAttempt(attempt);
    const user = await store.findUserByEmail(who.email.trim().toLowerCase(), who.shopper ?? null);
    const isMatch = await hasher.verify(password, user?.passwordHash ?? null, clientNetwork(who.ip));
    if (user && isMatch && mayStillSignIn(user, clock.now())) {
      await giveAttemptBack(attempt);
      return user;
    }
    await failAttempt(attempt);
    return null;
  };
}

/** A one-time password that has run out is as good as a wrong one. */
export function mayStillSignIn({ disabledAt, oneTimeUntil }: ConsoleUser, now: Date): boolean {
  return disabledAt === null && (oneTimeUntil === null || oneTimeUntil > now);
}
