export type { PayloadRefusal } from './cards/card-payload-refused.ts';
export { createVault } from './cards/create-vault.ts';
export type { Vault, VaultDeps } from './cards/create-vault.ts';
export { createKeyRing } from './key-ring/create-key-ring.ts';
export type { KeyRing, KeyRingDeps, PayloadKey } from './key-ring/create-key-ring.ts';
export { KEY_RING_REFRESH_MS } from './key-ring/key-policies.ts';
export type { PublishedJwk } from './key-ring/published-jwk.ts';
export { createLocalKms } from './kms/create-local-kms.ts';
export type { LocalKmsOptions } from './kms/create-local-kms.ts';
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
