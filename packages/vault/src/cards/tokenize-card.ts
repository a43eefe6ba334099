import { newId } from '@fieldfare/protocol';
import type { CardBrand, CardSecrets } from '@fieldfare/protocol';
import type { Clock, StoredCard } from '../ports.ts';
import type { Fingerprinter } from './fingerprinter.ts';
import { maskCard } from './mask-method.ts';
import type { MerchantKeys } from './merchant-keys.ts';
import { sealCard } from './seal-card.ts';

export interface TokenizeCardDeps {
  merchantKeys: MerchantKeys;
  fingerprinter: Fingerprinter;
  clock: Clock;
}

/** Encrypts a card for storage and names it by a token that has no relation to it. */
export async function tokenizeCard(
  card: CardSecrets,
  brand: CardBrand,
  merchantId: string,
  deps: TokenizeCardDeps,
): Promise<StoredCard> {
  const createdAt = deps.clock.now();
  const token = newId('token', createdAt);
  const fingerprint = await deps.fingerprinter.fingerprint(card.number);
  const sealed = await sealCard(card, { token, merchantId }, deps.merchantKeys);
  return { token, merchantId, ...sealed, fingerprint, masked: maskCard(card, brand), createdAt };
}
