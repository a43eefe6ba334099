import { openKms } from '@fieldfare/vault';
import type { Kms } from '@fieldfare/vault';
import type { Settings } from './env/settings.ts';

/** The provider of the key that wraps all others, and beside it the one before, while stored keys are wrapped anew. */
export function composeKms({ kms, previousKms, isProduction }: Settings): Promise<Kms> {
  // In production a key file that is missing is an error in its path: a new one would open nothing.
  return openKms({ current: kms, previous: previousKms, isProduction, mayCreate: !isProduction });
}
