import { CardSecrets } from '@fieldfare/protocol';
import type { StorableCard, StoredCard } from '../ports.ts';
import { openAesGcm } from '../primitives/aes-gcm.ts';
import { cardAad, cardKeyAad } from './card-aad.ts';
import { unreadableCard } from './merchant-keys.ts';
import type { MerchantKeys } from './merchant-keys.ts';

const StoredPlaintext = CardSecrets.omit({ cvc: true });

/** Opens a stored card with its merchant's key. Throws `system_error` / `stored_card_unreadable` where anything was changed or moved. */
export async function decryptStoredCard(stored: StoredCard, merchantKeys: MerchantKeys): Promise<StorableCard> {
  const plaintext = await merchantKeys.withStored(stored.dataKeyId, stored.merchantId, (merchantKey) =>
    open(stored, merchantKey),
  );
  try {
    return StoredPlaintext.parse(JSON.parse(plaintext.toString('utf8')));
  } finally {
    plaintext.fill(0);
  }
}

function open(stored: StoredCard, merchantKey: Buffer): Buffer {
  let cardKey: Buffer | null = null;
  try {
    cardKey = openAesGcm(merchantKey, stored.wrappedKey, cardKeyAad(stored));
    return openAesGcm(cardKey, stored.ciphertext, cardAad(stored));
  } catch {
    throw unreadableCard();
  } finally {
    cardKey?.fill(0);
  }
}
