import type { SealedCard } from '../ports.ts';
import { openAesGcm } from '../primitives/aes-gcm.ts';
import { cardKeyAad } from './card-aad.ts';
import { unreadableCard } from './merchant-keys.ts';
import type { MerchantKeys } from './merchant-keys.ts';

/**
 * Lends a stored card's own key to a synchronous call. Throws `system_error` / `stored_card_unreadable` where anything was changed or
 * moved, or where the call throws: what it does is opening what the key sealed.
 */
export async function withCardKey<T>(
  stored: SealedCard,
  merchantKeys: MerchantKeys,
  call: (cardKey: Buffer) => T,
): Promise<T> {
  return merchantKeys.withStored(stored.dataKeyId, stored.merchantId, (merchantKey) => {
    let cardKey: Buffer | null = null;
    try {
      cardKey = openAesGcm(merchantKey, stored.wrappedKey, cardKeyAad(stored));
      return call(cardKey);
    } catch {
      throw unreadableCard();
    } finally {
      cardKey?.fill(0);
    }
  });
}
