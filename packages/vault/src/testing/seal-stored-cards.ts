import { createMerchantKeys } from '../cards/merchant-keys.ts';
import type { MerchantKeysDeps } from '../cards/merchant-keys.ts';
import { sealCard } from '../cards/seal-card.ts';
import type { StorableCard, StoredCard } from '../ports.ts';

/** The same card as the vault would store it under each of the tokens, without a payment for each. */
export async function sealStoredCards(
  deps: MerchantKeysDeps,
  { card, merchantId, tokens }: { card: StorableCard; merchantId: string; tokens: readonly string[] },
): Promise<Pick<StoredCard, 'dataKeyId' | 'wrappedKey' | 'ciphertext'>[]> {
  const keys = createMerchantKeys(deps);
  try {
    return await Promise.all(tokens.map((token) => sealCard(card, { token, merchantId }, keys)));
  } finally {
    keys.clear();
  }
}
