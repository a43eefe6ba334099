import { createLocalKms } from '@fieldfare/vault';
import type { Kms } from '@fieldfare/vault';
import type { Settings } from './env/settings.ts';

/** The provider of the key that wraps all others. In production a local key file is one that the operator named. */
export function composeKms({ kms, isProduction }: Settings): Promise<Kms> {
  return createLocalKms({
    keyFile: kms.keyFile,
    environment: isProduction ? 'production' : 'development',
    allowInProduction: true,
  });
}
