import { clientNetwork } from '../attempts/client-network.ts';
import { createMemoryLimiter } from '../attempts/create-memory-limiter.ts';
import { failAttempt, giveAttemptBack, takeAttempt } from '../attempts/take-attempt.ts';
import type { PasswordHasher } from '../passwords/create-password-hasher.ts';
import type { AttemptLimiter, Clock, ConsoleUser, ConsoleUserStore, ShopperScope } from '../ports.ts';

const QUARTER_HOUR_MS = 15 * 60_000;

/** PCI DSS 8.3.4: an account is locked for half an hour after ten failures. */
export const ACCOUNT_LOCK = { points: 10, windowMs: 2 * QUARTER_HOUR_MS, lockMs: 2 * QUARTER_HOUR_MS };

export interface SignInLimiters {
  network: AttemptLimiter;
  email: AttemptLimiter;
}

export interface Credentials {
  email: string;
  password: string;
  ip: string;
  /** Where the account exists, if it is a shopper's. */
  shopper?: ShopperScope | null;
}

export interface CredentialsCheckDeps {
  store: Pick<ConsoleUserStore, 'findUserByEmail'>;
  hasher: PasswordHasher;
  clock: Clock;
  /** Failures by client network and by e-mail; in memory, 30 in a quarter of an hour and `ACCOUNT_LOCK`, unless given. */
  limiters?: SignInLimiters | undefined;
}

/** Whose password it is; null for every other cause, after the same time. Throws `too_many_attempts` with the wait. */
export type CredentialsCheck = (credentials: Credentials) => Promise<ConsoleUser | null>;

export function createCredentialsCheck({ store, hasher, clock, limiters }: CredentialsCheckDeps): CredentialsCheck {
  const { network, email: account } = limiters ?? {
    network: createMemoryLimiter({ points: 30, windowMs: QUARTER_HOUR_MS }),
    email: createMemoryLimiter(ACCOUNT_LOCK),
  };

  return async ({ email, password, ip, shopper = null }) => {
    const address = email.trim().toLowerCase();
    const attempt = [
      { limiter: network, key: clientNetwork(ip) },
      // Each merchant's shoppers are other people, whatever their address: one's failures must not lock out the other.
      { limiter: account, key: shopper ? `${shopper.merchantId}:${shopper.mode}:${address}` : address },
    ];
    await takeAttempt(attempt);
    const user = await store.findUserByEmail(address, shopper);
    const isMatch = await hasher.verify(password, user?.passwordHash ?? null, clientNetwork(ip));
    if (user && isMatch && mayStillSignIn(user, clock.now())) {
      await giveAttemptBack(attempt);
      return user;
    }
    await failAttempt(attempt);
    return null;
  };
}

/** A one-time password that has run out is as good as a wrong one. */
function mayStillSignIn({ disabledAt, oneTimeUntil }: ConsoleUser, now: Date): boolean {
  return disabledAt === null && (oneTimeUntil === null || oneTimeUntil > now);
}
