import { CardSecrets } from '@fieldfare/protocol';
import type { SealedCard, StorableCard } from '../ports.ts';
import { openAesGcm } from '../primitives/aes-gcm.ts';
import { cardAad } from './card-aad.ts';
import type { MerchantKeys } from './merchant-keys.ts';
import { withCardKey } from './with-card-key.ts';

const StoredPlaintext = CardSecrets.omit({ cvc: true });

/** Opens a stored card with its merchant's key. Throws `system_error` / `stored_card_unreadable` where anything was changed or moved. */
export async function decryptStoredCard(stored: SealedCard, merchantKeys: MerchantKeys): Promise<StorableCard> {
  const plaintext = await withCardKey(stored, merchantKeys, (cardKey) =>
    openAesGcm(cardKey, stored.ciphertext, cardAad(stored)),
  );
  try {
    return StoredPlaintext.parse(JSON.parse(plaintext.toString('utf8')));
  } finally {
    plaintext.fill(0);
  }
}
