import type { KmsChoice } from '@fieldfare/vault';

/** What the command line was told about the installation that it works on. */
export interface CliSettings {
  isProduction: boolean;
  /** As role fieldfare_payments. */
  databaseUrl: string;
  kms: KmsChoice;
  /** Whether KMS_KEY_FILE names the key file of `kms`, or it is the one that development makes. */
  isKeyFileNamed: boolean;
  /** What stored keys may still be wrapped by. */
  previousKms: KmsChoice | null;
}
