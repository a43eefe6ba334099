export { KEY_PURPOSES } from './ports.ts';
export type {
  CardExpectation,
  CardVault,
  Clock,
  EncryptionContext,
  KeyPurpose,
  KeyRingStore,
  Kms,
  KmsHealth,
  OpenedCard,
  StorableCard,
  StoredCard,
  StoredFingerprintKey,
  StoredKey,
  StoredMerchantKey,
  VaultStore,
} from './ports.ts';
