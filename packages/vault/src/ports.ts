import type { BankAccountSecrets, CardSecrets, EcPublicJwk, MaskedMethod, OkpPublicJwk } from '@fieldfare/protocol';

/** Where time comes from. */
export interface Clock {
  now(): Date;
}

/** Who did something to a key or a card, as the audit log names them. */
export interface VaultActor {
  type: 'system' | 'user' | 'api_key';
  id: string | null;
  name: string | null;
}

/** What a wrapped key belongs to. The KMS authenticates it, so that a wrapped key moved elsewhere no longer opens. */
export type EncryptionContext = Readonly<Record<string, string>>;

export interface KmsHealth {
  isHealthy: boolean;
  detail: string;
}

/** A signing key that never leaves the KMS: ES256 on P-256. */
export interface KmsSigner {
  publicJwk(): Promise<EcPublicJwk>;
  /** r and s, 32 bytes each (RFC 7518, 3.4). */
  sign(input: Buffer): Promise<Buffer>;
}

/** Holds the one key that never leaves it, and wraps all others under it. Every provider passes `describeKmsContract`. */
export interface Kms {
  readonly name: string;
  /** A fresh 32-byte key, plain and wrapped. The caller zeroes `plaintext` when it is done with it. */
  generateDataKey(context: EncryptionContext): Promise<{ plaintext: Buffer; wrapped: Buffer }>;
  /** Wraps a key of ours, 32 bytes, so that `decrypt` opens it. The caller zeroes `plaintext` when it is done with it. */
  encrypt(plaintext: Buffer, context: EncryptionContext): Promise<Buffer>;
  /**
   * Unwraps. Throws `system_error` / `kms_key_mismatch` where another key wrapped it, `kms_refused` where the context or the
   * bytes differ, and `kms_unavailable` (retryable) where the KMS cannot be asked.
   */
  decrypt(wrapped: Buffer, context: EncryptionContext): Promise<Buffer>;
  health(): Promise<KmsHealth>;
  /** Keys that the operator made for the root, so that it never leaves the KMS. The first is for a new root, the others for former ones. */
  readonly rootSigners?: readonly KmsSigner[];
}

export const KEY_PURPOSES = ['root', 'token', 'payload_x25519', 'payload_p256'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** One key pair of the ring, as stored. `kid` is the RFC 7638 thumbprint of `publicJwk`. */
export interface StoredKey {
  kid: string;
  purpose: KeyPurpose;
  publicJwk: EcPublicJwk | OkpPublicJwk;
  /** PKCS #8, sealed under a data key that the KMS wrapped; null once destroyed. */
  wrappedPrivate: Buffer | null;
  createdAt: Date;
  /** From then on the private part is used for nothing and is destroyed. Null: until it is retired by hand. */
  notAfter: Date | null;
  /** Since when a successor exists. A retired key still verifies and decrypts until `notAfter`. */
  retiredAt: Date | null;
  destroyedAt: Date | null;
}

export interface KeyRingStore {
  /** All keys, destroyed ones included or not; the ring ignores those. */
  listKeys(): Promise<StoredKey[]>;
  /**
   * Inserts unless a key of the same purpose has `retiredAt` null; answers whether it did. Decided by the database (a unique
   * partial index on purpose where retired_at is null), so that of two servers starting at once exactly one succeeds.
   */
  insertKeyIfNoneActive(key: StoredKey, actor: VaultActor): Promise<boolean>;
  /** Sets `retiredAt` where it is null; answers whether it was. */
  retireKey(kid: string, at: Date, actor: VaultActor): Promise<boolean>;
  /** Sets `destroyedAt` and nulls `wrappedPrivate`; answers whether there was anything to destroy. */
  destroyKey(kid: string, at: Date, actor: VaultActor): Promise<boolean>;
}

/** The key of one merchant and calendar month, which wraps the data keys of that month's cards. */
export interface StoredMerchantKey {
  id: string;
  merchantId: string;
  /** UTC month, `2026-11`. */
  period: string;
  /** Wrapped by the KMS. */
  wrapped: Buffer;
  createdAt: Date;
}

/** The installation's key for card fingerprints. */
export interface StoredFingerprintKey {
  id: string;
  /** Wrapped by the KMS. */
  wrapped: Buffer;
  createdAt: Date;
}

/** What the vault opens: a stored card's names and bytes. */
export type SealedCard = Pick<StoredCard, 'token' | 'merchantId' | 'dataKeyId' | 'wrappedKey' | 'ciphertext'>;

export type CardRevocation = 'revoked' | 'already_revoked' | 'not_found';

/** A saved card as it is found by its token; a revoked one has no bytes left. */
export type SavedCard = { isRevoked: false; card: SealedCard } | { isRevoked: true };

export interface VaultStore {
  /** The key that new cards of the period are stored under: the one that is not retired. */
  merchantKey(merchantId: string, period: string): Promise<StoredMerchantKey | null>;
  /** Also a retired one; null once it is destroyed. */
  merchantKeyById(id: string): Promise<StoredMerchantKey | null>;
  /** Inserts unless (merchantId, period) has one that is not retired; answers the key that stands, ours or the other's. */
  insertMerchantKey(key: StoredMerchantKey): Promise<StoredMerchantKey>;
  fingerprintKey(): Promise<StoredFingerprintKey | null>;
  /** Inserts unless the installation has one already; answers the key that stands. */
  insertFingerprintKey(key: StoredFingerprintKey): Promise<StoredFingerprintKey>;
  /** The merchant's card of that token, and what the processor calls it, still sealed; null where the merchant has no such card. */
  findCard(
    token: string,
    merchantId: string,
    processor?: string,
  ): Promise<(SavedCard & { reference: Buffer | null }) | null>;
  /** Shreds the card's key, forgets its references and notes who did it, in one transaction. */
  revokeCard(token: string, merchantId: string, at: Date, actor: VaultActor): Promise<CardRevocation>;
  /** Keeps a sealed reference, in the place of an older one; false where the card is not the one any more that it was sealed for. */
  keepReference(card: SealedCard, processor: string, sealed: Buffer, at: Date): Promise<boolean>;
  /** Forgets a reference, and has what may be left of the card at the processor forgotten, in one transaction. */
  forgetReference(token: string, merchantId: string, processor: string, at: Date): Promise<void>;
}

/** What a card payload must say of itself; anything else is refused. */
export interface CardExpectation {
  merchantId: string;
  sessionId: string;
  challengeId: string;
  amountMinor: number;
  totalMinor: number;
  currency: string;
  /** The signing key that the session's host pinned. */
  signingKey: EcPublicJwk;
}

/** A card as the vault stores it: ciphertext and what may be shown. */
export interface StoredCard {
  token: string;
  merchantId: string;
  /** The StoredMerchantKey that wrapped `wrappedKey`. */
  dataKeyId: string;
  /** The card's own data key, wrapped by the merchant's key: nonce (12), ciphertext, tag (16). */
  wrappedKey: Buffer;
  /** The card without its security code, encrypted under its own data key: nonce (12), ciphertext, tag (16). */
  ciphertext: Buffer;
  /** HMAC-SHA-256 of the PAN (PCI DSS 3.5.1.1), 32 bytes. */
  fingerprint: Buffer;
  masked: MaskedMethod;
  createdAt: Date;
}

/** What of a card may be kept: everything but the security code (PCI DSS 3.3.1). */
export type StorableCard = Omit<CardSecrets, 'cvc'>;

/** The secrets of a card that the vault has opened, for the length of one payment. */
export interface LentCard<Secrets extends StorableCard = StorableCard> {
  /** Lends the secrets to one processor call. After `release` it throws. */
  use<T>(call: (card: Secrets) => Promise<T>): Promise<T>;
  /** Forgets the secrets. Safe to call twice. */
  release(): void;
}

/** A card that the vault has opened and encrypted for its storage. */
export interface OpenedCard extends LentCard<CardSecrets> {
  stored: StoredCard;
  /** First six or eight digits, for fees and routing. */
  bin: string;
}

/** A bank account that the vault has opened and stored; its number is lent by its token when it is debited, and not before. */
export interface OpenedBankAccount {
  stored: StoredCard;
}

/** What a stored row holds. */
export type StoredMethod = { card: StorableCard } | { bank_account: BankAccountSecrets };

/** By what the vault, and the history, know a saved card. */
export interface SavedCardName {
  token: string;
  merchantId: string;
  fingerprint: Buffer;
}

/** The sealed payload of a saved card's security code, and what it must say. */
export interface ExpectedCode {
  payload: string;
  expected: CardExpectation;
  paymentMethodId: string;
  isRequired: boolean;
}

/** The vault as the payment engine sees it; the engine declares the same shape as its own port. */
export interface CardVault {
  open(payload: string, expected: CardExpectation): Promise<OpenedCard>;
  openBankAccount(payload: string, expected: CardExpectation): Promise<OpenedBankAccount>;
  openSaved(saved: SavedCardName, code?: ExpectedCode): Promise<LentCard<StorableCard & { cvc?: string }>>;
  forgetKey(dataKeyId: string): void;
}
