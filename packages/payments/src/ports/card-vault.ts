import type { BankAccountSecrets, CardSecrets, EcPublicJwk, MaskedMethod } from '@fieldfare/protocol';
import type { ChargedCard } from './processor.ts';

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

/** A card as the vault stores it: ciphertext and what may be shown. Written by the repository in the intent's own transaction. */
export interface StoredCard {
  token: string;
  merchantId: string;
  dataKeyId: string;
  /** The card's own data key, wrapped by the merchant's key: nonce (12), ciphertext, tag (16). */
  wrappedKey: Buffer;
  /** The card, encrypted under its own data key: nonce (12), ciphertext, tag (16). */
  ciphertext: Buffer;
  /** Keyed HMAC of the PAN (PCI DSS 3.5.1.1): finds the same card again without storing it. */
  fingerprint: Buffer;
  masked: MaskedMethod;
  createdAt: Date;
}

/** The secrets of a card that the vault has opened, for the length of one payment. */
export interface LentCard<Secrets extends ChargedCard = ChargedCard> {
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

/** A bank account that the vault has opened and stored; its number is lent by its token when it is debited. */
export interface OpenedBankAccount {
  stored: StoredCard;
}

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

/** What processors call saved cards, by the vault's own name of the card and the processor's name, its account included. */
export interface ReferenceVault {
  /** Lends a saved card, which has no security code. Throws `not_found` / `card_not_found` and `conflict` / `card_revoked`. */
  use<T>(token: string, merchantId: string, call: (card: ChargedCard) => Promise<T>): Promise<T>;
  /** Null where the processor keeps no such card. Throws like `use`. */
  processorReference(token: string, merchantId: string, processor: string): Promise<string | null>;
  /** Seals it under the card's own key. Throws like `use`. */
  keepProcessorReference(token: string, merchantId: string, processor: string, reference: string): Promise<void>;
  /** Forgets what a processor does not know any more, and has what may be left of the card there forgotten, too. */
  forgetProcessorReference(token: string, merchantId: string, processor: string): Promise<void>;
}

/** The vault as the payment engine sees it. */
export interface CardVault extends ReferenceVault {
  /**
   * Decrypts, verifies, validates and tokenizes a card payload (a JWS in a JWE). Every failure to open it is the same
   * `invalid_request` / `card_payload_refused`; a card that is readable but not valid is a `validation_error` meant for the payer.
   */
  open(payload: string, expected: CardExpectation): Promise<OpenedCard>;
  /** The same for a payload that holds a bank account. */
  openBankAccount(payload: string, expected: CardExpectation): Promise<OpenedBankAccount>;
  /**
   * Opens a saved card, together with the security code that its holder has typed again, where there is one. Throws `not_found` /
   * `card_not_found` and `conflict` / `card_revoked`; for the code's payload like `open`, and `validation_error` / `cvc_required` where it
   * is missing and must not be.
   */
  openSaved(saved: SavedCardName, code?: ExpectedCode): Promise<LentCard>;
  /** Forgets a merchant's key that is gone from the database, so that what is opened next is sealed under the one that stands. */
  forgetKey(dataKeyId: string): void;
  /** Lends a stored bank account to one processor call. Throws `not_found` / `card_not_found` and `conflict` / `card_revoked`. */
  useBankAccount<T>(token: string, merchantId: string, call: (account: BankAccountSecrets) => Promise<T>): Promise<T>;
}
