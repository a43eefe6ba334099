import type { TransferKey } from '../transfers/ports.ts';
import type { SecretName } from '../secrets/secret-name.ts';
import type { KeyRingStore, StoredKey, StoredMerchantKey, VaultActor } from '../ports.ts';

/** Why a merchant's key was not destroyed: it is not retired, a server may still hold it in memory, or a card or secret is stored under it. */
export type DataKeyDestruction = 'destroyed' | 'not_retired' | 'too_soon' | 'in_use' | 'not_found';

export interface DataKeyCounts {
  active: number;
  retired: number;
  destroyed: number;
}

/** What operators do to merchants' keys. Each change commits with its audit row. */
export interface DataKeyStore {
  countDataKeys(): Promise<DataKeyCounts>;
  /** Retires what new cards are stored under, of one merchant or of all; answers how many keys. Servers notice within ten minutes. */
  retireMerchantKeys(merchantId: string | null, actor: VaultActor): Promise<number>;
  /** Retired keys that still exist, oldest first. */
  listRetiredMerchantKeys(): Promise<StoredMerchantKey[]>;
  destroyMerchantKey(id: string, actor: VaultActor): Promise<DataKeyDestruction>;
}

/** Any data key, as it is wrapped anew: a merchant's, or the installation's for fingerprints, which has no merchant. */
export interface WrappedDataKey {
  id: string;
  merchant: { id: string; period: string } | null;
  wrapped: Buffer;
}

/** The rows that hold something wrapped by the KMS. Each replacement is by comparison, so that two runs at once do no harm. */
export interface WrappedKeyStore extends Pick<KeyRingStore, 'listKeys'> {
  /** Merchants' keys and the installation's own, in the order of their ids. */
  listDataKeys(afterId: string, limit: number): Promise<WrappedDataKey[]>;
  /** False where `from` is not what is stored any more. */
  replaceWrappedKey(key: StoredKey, from: Buffer, to: Buffer, actor: VaultActor): Promise<boolean>;
  replaceWrappedDataKey(id: string, from: Buffer, to: Buffer, actor: VaultActor): Promise<boolean>;
  /** Transfers that are not over yet, for each has a key pair of its own. */
  listTransferKeys(): Promise<TransferKey[]>;
  replaceWrappedTransferKey(id: string, from: Buffer, to: Buffer, actor: VaultActor): Promise<boolean>;
}

/**
 * `rewrap`: each card's own key is wrapped by its merchant's new key. `full`: the card also gets a new key of its own and is encrypted
 * anew. Merchants' secrets have no keys of their own and are sealed anew in both.
 */
export const REENCRYPTION_MODES = ['rewrap', 'full'] as const;
export type ReencryptionMode = (typeof REENCRYPTION_MODES)[number];

export interface Reencryption {
  id: string;
  mode: ReencryptionMode;
  /** Cards that are stored now, those of meanwhile among them. */
  total: number;
  /** Those of them that are under keys in use. A key that is retired meanwhile takes its cards out of these again. */
  done: number;
  /** As `total` and `done`, of merchants' secrets. */
  secretsTotal: number;
  secretsDone: number;
  startedAt: Date;
  /** From then on no server holds a retired key in memory, and what is moved by then is all there is. */
  mayFinishAt: Date;
}

/** A stored card on its way from one merchant key to the next. */
export interface CardToMove {
  token: string;
  merchantId: string;
  dataKeyId: string;
  /** The UTC month of the merchant key, which the next one keeps. */
  period: string;
  wrappedKey: Buffer;
  ciphertext: Buffer;
  /** What processors call it, sealed under its own key; read only for a full re-encryption. */
  references: SealedReference[];
}

export interface SealedReference {
  processor: string;
  sealed: Buffer;
}

export interface MovedCard {
  token: string;
  fromKeyId: string;
  toKeyId: string;
  wrappedKey: Buffer;
  /** Null: as it was. */
  ciphertext: Buffer | null;
  /** Sealed anew; none where the card kept its key. */
  references: SealedReference[];
}

/** A merchant's secret on its way from one merchant key to the next. */
export interface SecretToMove extends SecretName {
  dataKeyId: string;
  /** The UTC month of the merchant key, which the next one keeps. */
  period: string;
  sealed: Buffer;
}

export interface MovedSecret {
  id: string;
  fromKeyId: string;
  toKeyId: string;
  sealed: Buffer;
}

/** How far a walk over what is stored under retired keys has come: a card's token or a secret's id. */
export interface ReencryptionPosition {
  dataKeyId: string;
  row: string;
}

export type ReencryptionEnd = 'finished' | 'rows_left' | 'too_soon' | 'not_running';

export interface ReencryptionStore {
  /** The one under way, or null. */
  currentReencryption(): Promise<Reencryption | null>;
  /** Retires every merchant's keys and opens the books of a re-encryption; where one is under way, answers that. */
  beginReencryption(id: string, mode: ReencryptionMode, actor: VaultActor): Promise<Reencryption>;
  /**
   * Locks the next cards after the position that nobody else has locked, commits what `move` makes of them, and answers where it got to;
   * null where there is none. Whatever ends it half way, none of its cards has changed.
   */
  moveCards(
    run: Pick<Reencryption, 'id' | 'mode'>,
    after: ReencryptionPosition | null,
    limit: number,
    move: (cards: CardToMove[]) => Promise<MovedCard[]>,
  ): Promise<{ position: ReencryptionPosition; moved: number } | null>;
  /** As `moveCards`, with merchants' secrets. */
  moveSecrets(
    run: Pick<Reencryption, 'id'>,
    after: ReencryptionPosition | null,
    limit: number,
    move: (secrets: SecretToMove[]) => Promise<MovedSecret[]>,
  ): Promise<{ position: ReencryptionPosition; moved: number } | null>;
  finishReencryption(id: string, actor: VaultActor): Promise<ReencryptionEnd>;
}
