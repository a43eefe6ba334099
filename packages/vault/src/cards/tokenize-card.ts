import { randomBytes } from 'node:crypto';
import { newId } from '@fieldfare/protocol';
import type { CardBrand, CardSecrets } from '@fieldfare/protocol';
import type { Clock, StorableCard, StoredCard } from '../ports.ts';
import { KEY_BYTES, sealAesGcm } from '../primitives/aes-gcm.ts';
import { cardAad, cardKeyAad } from './card-aad.ts';
import type { Fingerprinter } from './fingerprinter.ts';
import type { MerchantKeys } from './merchant-keys.ts';

export interface TokenizeCardDeps {
  merchantKeys: MerchantKeys;
  fingerprinter: Fingerprinter;
  clock: Clock;
}

/** Encrypts a card for storage under a data key of its own and names it by a token that has no relation to it. */
export async function tokenizeCard(
  card: CardSecrets,
  brand: CardBrand,
  merchantId: string,
  deps: TokenizeCardDeps,
): Promise<StoredCard> {
  const createdAt = deps.clock.now();
  const token = newId('token', createdAt);
  const fingerprint = await deps.fingerprinter.fingerprint(card.number);
  const sealed = await deps.merchantKeys.withCurrent(merchantId, (merchantKey, dataKeyId) => {
    const names = { token, merchantId };
    return { dataKeyId, ...sealCard(card, merchantKey, cardAad(names), cardKeyAad({ ...names, dataKeyId })) };
  });
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

function sealCard(
  card: CardSecrets,
  merchantKey: Buffer,
  aad: Buffer,
  keyAad: Buffer,
): { wrappedKey: Buffer; ciphertext: Buffer } {
  const cardKey = randomBytes(KEY_BYTES);
  const plaintext = Buffer.from(JSON.stringify(storable(card)), 'utf8');
  try {
    return { wrappedKey: sealAesGcm(merchantKey, cardKey, keyAad), ciphertext: sealAesGcm(cardKey, plaintext, aad) };
  } finally {
    cardKey.fill(0);
    plaintext.fill(0);
  }
}

/** Named one by one: a member that is added to CardSecrets is not stored by accident, and the security code never is (PCI DSS 3.3.1). */
function storable({ number, exp_month, exp_year, name, postal_code }: CardSecrets): StorableCard {
  return { number, exp_month, exp_year, name, postal_code };
}
