import { FieldfareError } from '@fieldfare/protocol';
import type { BankAccountSecrets } from '@fieldfare/protocol';
import type { CardRevocation, Clock, SealedCard, StorableCard, VaultActor, VaultStore } from '../ports.ts';
import { openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import { referenceAad } from './card-aad.ts';
import { decryptStoredBankAccount, decryptStoredCard } from './decrypt-stored-card.ts';
import type { MerchantKeys } from './merchant-keys.ts';
import { withoutQuotes } from './without-quotes.ts';
import { withCardKey } from './with-card-key.ts';

/** Cards that a merchant has saved, by their tokens. A token of another merchant answers like one that does not exist. */
export interface SavedCards {
  /**
   * Lends a saved card, which has no security code, to one processor call. Throws `not_found` / `card_not_found` and `conflict` /
   * `card_revoked`.
   */
  use<T>(token: string, merchantId: string, call: (card: StorableCard) => Promise<T>): Promise<T>;
  /** Lends a saved bank account to one processor call. Throws like `use`. */
  useBankAccount<T>(token: string, merchantId: string, call: (account: BankAccountSecrets) => Promise<T>): Promise<T>;
  /** What a processor calls the card, so that it need not be sent again; null where that processor does not know it. Throws like `use`. */
  processorReference(token: string, merchantId: string, processor: string): Promise<string | null>;
  /** Keeps what a processor calls the card, encrypted under the card's own key. Throws like `use`. */
  keepProcessorReference(token: string, merchantId: string, processor: string, reference: string): Promise<void>;
  /** Forgets what a processor called the card, because it knows it no more. Somebody else's card is left alone. */
  forgetProcessorReference(token: string, merchantId: string, processor: string): Promise<void>;
  /** Shreds the card's key: the card and its references open for nobody any more. Masked data stays with the payments. */
  revoke(token: string, merchantId: string, actor: VaultActor): Promise<CardRevocation>;
}

/** For the vault alone, which lends what it reads. */
export interface SavedCardReader {
  lending: SavedCards;
  /** Throws like `use`. */
  read(token: string, merchantId: string): Promise<StorableCard>;
}

export interface SavedCardsDeps {
  store: VaultStore;
  clock: Clock;
  merchantKeys: MerchantKeys;
  /** Told that a stored card does not open though its key is there: its row was damaged, or somebody moved it. */
  onUnreadable?: (merchantId: string) => void;
}

// A re-encryption moves a card once; twice in the time of one look is not to be expected, thrice is a fault.
const TRIES = 3;

export function createSavedCards({ store, clock, merchantKeys, onUnreadable }: SavedCardsDeps): SavedCardReader {
  async function find(token: string, merchantId: string, processor?: string) {
    const found = await store.findCard(token, merchantId, processor);
    if (!found) throw cardNotFound();
    if (found.isRevoked) throw cardRevoked();
    return found;
  }

  /** Its key may have been moved and destroyed between the look and the opening: what is there now decides. */
  async function withCard<T>(
    token: string,
    merchantId: string,
    processor: string | undefined,
    open: (card: SealedCard, reference: Buffer | null) => Promise<T>,
  ): Promise<T> {
    const found = await find(token, merchantId, processor);
    try {
      return await open(found.card, found.reference);
    } catch (error) {
      const now = await find(token, merchantId, processor);
      if (now.card.dataKeyId === found.card.dataKeyId) {
        if (error instanceof FieldfareError && error.detail === 'stored_card_unreadable') onUnreadable?.(merchantId);
        throw error;
      }
      return open(now.card, now.reference);
    }
  }

  const lending: SavedCards = {
    use: async (token, merchantId, call) => {
      const opened = await withCard(token, merchantId, undefined, (card) => decryptStoredCard(card, merchantKeys));
      return withoutQuotes(() => call(opened));
    },
    useBankAccount: async (token, merchantId, call) => {
      const opened = await withCard(token, merchantId, undefined, (card) =>
        decryptStoredBankAccount(card, merchantKeys),
      );
      return withoutQuotes(() => call(opened));
    },
    processorReference: (token, merchantId, processor) =>
      withCard(token, merchantId, processor, (card, reference) =>
        reference ? openReference(card, processor, reference, merchantKeys) : Promise.resolve(null),
      ),
    keepProcessorReference: async (token, merchantId, processor, reference) => {
      for (let tried = 0; tried < TRIES; tried++) {
        const { card } = await find(token, merchantId);
        const sealed = await withCardKey(card, merchantKeys, (cardKey) =>
          sealAesGcm(cardKey, Buffer.from(reference, 'utf8'), referenceAad(card, processor)),
        );
        if (await store.keepReference(card, processor, sealed, clock.now())) return;
      }
      throw new FieldfareError('conflict', {
        detail: 'card_being_moved',
        message: 'The card is being encrypted anew at this moment. Try again.',
        audience: 'operator',
        retryable: true,
      });
    },
    forgetProcessorReference: (token, merchantId, processor) =>
      store.forgetReference(token, merchantId, processor, clock.now()),
    revoke: (token, merchantId, actor) => store.revokeCard(token, merchantId, clock.now(), actor),
  };
  return {
    lending,
    read: (token, merchantId) =>
      withCard(token, merchantId, undefined, (card) => decryptStoredCard(card, merchantKeys)),
  };
}

async function openReference(
  card: SealedCard,
  processor: string,
  sealed: Buffer,
  merchantKeys: MerchantKeys,
): Promise<string> {
  const plaintext = await withCardKey(card, merchantKeys, (cardKey) =>
    openAesGcm(cardKey, sealed, referenceAad(card, processor)),
  );
  try {
    return plaintext.toString('utf8');
  } finally {
    plaintext.fill(0);
  }
}

function cardNotFound(): FieldfareError {
  return new FieldfareError('not_found', {
    detail: 'card_not_found',
    message: 'There is no saved card with this token.',
    param: 'token',
  });
}

function cardRevoked(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'card_revoked',
    message: 'This saved card was revoked and can be used no more. Ask for the card again.',
    param: 'token',
  });
}
