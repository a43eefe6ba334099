export type { PayloadRefusal } from './cards/card-payload-refused.ts';
export { brandOf } from './cards/card-brand.ts';
export type { BrandRules } from './cards/card-brand.ts';
export { createMerchantKeys } from './cards/merchant-keys.ts';
export { createVault } from './cards/create-vault.ts';
export type { Vault, VaultDeps } from './cards/create-vault.ts';
export type { SavedCards } from './cards/saved-cards.ts';
export { createKeyRing } from './key-ring/create-key-ring.ts';
export type { KeyRing, KeyRingDeps, PayloadKey } from './key-ring/create-key-ring.ts';
export { describeKeys } from './key-ring/describe-keys.ts';
export type { DescribedKey, KeyState } from './key-ring/describe-keys.ts';
export { destroyKey } from './key-ring/destroy-key.ts';
export { KEY_RING_REFRESH_MS } from './key-ring/key-policies.ts';
export type { PublishedJwk } from './key-ring/published-jwk.ts';
export { retireKey, rotateKey } from './key-ring/rotate-key.ts';
export type { KeyRotation, RotateKeyDeps } from './key-ring/rotate-key.ts';
export { createLocalKms } from './kms/create-local-kms.ts';
export type { LocalKmsOptions } from './kms/create-local-kms.ts';
export { kmsEndpointProblem } from './kms/kms-endpoint-problem.ts';
export { openKms, openKmsChoice } from './kms/open-kms.ts';
export type { KmsChoice, OpenKmsOptions } from './kms/open-kms.ts';
export { keepMemoryFromCores } from './memory/core-dumps.ts';
export { REENCRYPTION_MODES } from './operations/ports.ts';
export type {
  CardToMove,
  DataKeyCounts,
  DataKeyDestruction,
  DataKeyStore,
  MovedCard,
  MovedSecret,
  Reencryption,
  ReencryptionEnd,
  ReencryptionMode,
  ReencryptionPosition,
  ReencryptionStore,
  SealedReference,
  SecretToMove,
  WrappedDataKey,
  WrappedKeyStore,
} from './operations/ports.ts';
export { reencryptCards, reencryptSecrets } from './operations/reencrypt.ts';
export type { ReencryptDeps, ReencryptReport } from './operations/reencrypt.ts';
export type { WalkOptions } from './operations/walk-retired.ts';
export { rewrapKeys } from './operations/rewrap-keys.ts';
export type { RewrapReport } from './operations/rewrap-keys.ts';
export { createMerchantSecrets } from './secrets/create-merchant-secrets.ts';
export type { MerchantSecrets, NewSecret, SecretStore, StoredSecret } from './secrets/create-merchant-secrets.ts';
export type { SecretName } from './secrets/secret-name.ts';
export { KEY_PURPOSES } from './ports.ts';
export type {
  CardExpectation,
  CardRevocation,
  CardVault,
  Clock,
  EncryptionContext,
  KeyPurpose,
  KeyRingStore,
  Kms,
  KmsHealth,
  OpenedBankAccount,
  OpenedCard,
  SealedCard,
  StorableCard,
  StoredCard,
  StoredFingerprintKey,
  StoredKey,
  StoredMerchantKey,
  VaultActor,
  VaultStore,
} from './ports.ts';
