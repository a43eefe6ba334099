import { newId } from '@fieldfare/protocol';
import type { CardBrand, CardSecrets } from '@fieldfare/protocol';
import type { Clock, StoredCard } from '../ports.ts';
import type { Fingerprinter } from './fingerprinter.ts';
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
  const masked: StoredCard['masked'] = {
    type: 'card',
    brand,
    last4: card.number.slice(-4),
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    bank_name: null,
  };
  return { token, merchantId, ...sealed, fingerprint, masked, createdAt };
}
