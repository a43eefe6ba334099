import { BankAccountSecrets, CardSecrets } from '@fieldfare/protocol';
import type { SealedCard, StorableCard, StoredMethod } from '../ports.ts';
import { openAesGcm } from '../primitives/aes-gcm.ts';
import { cardAad } from './card-aad.ts';
import { unreadableCard } from './merchant-keys.ts';
import type { MerchantKeys } from './merchant-keys.ts';
import { withCardKey } from './with-card-key.ts';

const StoredCardPlaintext = CardSecrets.omit({ cvc: true });

/**
 * Opens a stored card or bank account with its merchant's key. Throws `system_error` / `stored_card_unreadable` where anything was changed
 * or moved.
 */
export async function decryptStoredMethod(stored: SealedCard, merchantKeys: MerchantKeys): Promise<StoredMethod> {
  const plaintext = await withCardKey(stored, merchantKeys, (cardKey) =>
    openAesGcm(cardKey, stored.ciphertext, cardAad(stored)),
  );
  try {
    const content: unknown = JSON.parse(plaintext.toString('utf8'));
    const account = BankAccountSecrets.safeParse(content);
    return account.success ? { bank_account: account.data } : { card: StoredCardPlaintext.parse(content) };
  } finally {
    plaintext.fill(0);
  }
}

/** As `decryptStoredMethod`, for what must be a card. */
export async function decryptStoredCard(stored: SealedCard, merchantKeys: MerchantKeys): Promise<StorableCard> {
  const method = await decryptStoredMethod(stored, merchantKeys);
  if ('card' in method) return method.card;
  throw unreadableCard();
}

/** As `decryptStoredMethod`, for what must be a bank account. */
export async function decryptStoredBankAccount(
  stored: SealedCard,
  merchantKeys: MerchantKeys,
): Promise<BankAccountSecrets> {
  const method = await decryptStoredMethod(stored, merchantKeys);
  if ('bank_account' in method) return method.bank_account;
  throw unreadableCard();
}
