import { clientNetwork } from '../attempts/client-network.ts';
import { createMemoryLimiter } from '../attempts/create-memory-limiter.ts';
import type { CountedKey } from '../attempts/take-attempt.ts';
import type { AttemptLimiter, ShopperScope } from '../ports.ts';

const QUARTER_HOUR_MS = 15 * 60_000;

/** PCI DSS 8.3.4: an account is locked for half an hour after ten failures. */
export const ACCOUNT_LOCK = { points: 10, windowMs: 2 * QUARTER_HOUR_MS, lockMs: 2 * QUARTER_HOUR_MS };

/** Failures by client network and by e-mail. */
export interface SignInLimiters {
  network: AttemptLimiter;
  email: AttemptLimiter;
}

/** Who tries to sign in, from where. */
export interface SignInAttempt {
  email: string;
  ip: string;
  /** Where the account exists, if it is a shopper's. */
  shopper?: ShopperScope | null;
}

/** In memory: 30 failures in a quarter of an hour of a network, and `ACCOUNT_LOCK`. */
export function memorySignInLimiters(): SignInLimiters {
  return {
    network: createMemoryLimiter({ points: 30, windowMs: QUARTER_HOUR_MS }),
    email: createMemoryLimiter(ACCOUNT_LOCK),
  };
}

/** What an attempt counts against, whether a password or a code is tried. */
export function countedKeys(limiters: SignInLimiters, { email, ip, shopper = null }: SignInAttempt): CountedKey[] {
  const address = email.trim().toLowerCase();
  return [
    { limiter: limiters.network, key: clientNetwork(ip) },
    // Each merchant's shoppers are other people, whatever their address: one's failures must not lock out the other.
    { limiter: limiters.email, key: shopper ? `${shopper.merchantId}:${shopper.mode}:${address}` : address },
  ];
}
