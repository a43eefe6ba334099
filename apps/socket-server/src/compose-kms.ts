import { createLocalKms } from '@fieldfare/vault';
import type { Kms } from '@fieldfare/vault';
import type { Settings } from './env/settings.ts';

/** The provider of the key that wraps all others. In production a local key file is one that the operator named. */
export async function composeKms({ kms, isProduction }: Settings): Promise<Kms> {
  if (kms.provider === 'aws') {
    // Loaded where it is used: the SDK alone doubles the time of a start.
    const { createAwsKms } = await import('@fieldfare/vault/aws-kms');
    return createAwsKms({ keyId: kms.keyId, ...(kms.endpoint === null ? {} : { endpoint: kms.endpoint }) });
  }
  return createLocalKms({
    keyFile: kms.keyFile,
    environment: isProduction ? 'production' : 'development',
    allowInProduction: true,
  });
}
