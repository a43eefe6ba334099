import type { Kms } from '../ports.ts';
import { createLocalKms } from './create-local-kms.ts';
import { createMigratingKms } from './create-migrating-kms.ts';

/** Which provider holds the key that wraps all others, and which key of it. */
export type KmsChoice =
  | { provider: 'local'; keyFile: string; passphrase?: string }
  | { provider: 'aws'; keyId: string; endpoint: string | null; rootKeyIds?: readonly string[] };

export interface OpenKmsOptions {
  current: KmsChoice;
  /** What the stored keys are still wrapped by while they are wrapped anew; null when nothing is. */
  previous: KmsChoice | null;
  isProduction: boolean;
  /** Whether a local key file that is missing is made: development's first start does so, and nobody else. */
  mayCreate: boolean;
}

/** Opens the chosen provider; with a previous one it also opens what that wrapped. */
export async function openKms({ current, previous, ...options }: OpenKmsOptions): Promise<Kms> {
  const opened = await openKmsChoice(current, options);
  return previous
    ? createMigratingKms(opened, await openKmsChoice(previous, { ...options, mayCreate: false }))
    : opened;
}

/** One provider alone. */
export async function openKmsChoice(
  choice: KmsChoice,
  { isProduction, mayCreate }: Pick<OpenKmsOptions, 'isProduction' | 'mayCreate'>,
): Promise<Kms> {
  if (choice.provider === 'aws') {
    // Loaded where it is used: the SDK alone doubles the time of a start.
    const { createAwsKms } = await import('./aws/create-aws-kms.ts');
    return createAwsKms({
      keyId: choice.keyId,
      rootKeyIds: choice.rootKeyIds ?? [],
      ...(choice.endpoint === null ? {} : { endpoint: choice.endpoint }),
    });
  }
  return createLocalKms({
    keyFile: choice.keyFile,
    ...(choice.passphrase === undefined ? {} : { passphrase: choice.passphrase }),
    environment: isProduction ? 'production' : 'development',
    // In production the key file is one that the operator named.
    allowInProduction: true,
    mayCreate,
  });
}
