import { randomBytes } from 'node:crypto';
import { cardAad, cardKeyAad, referenceAad } from '../cards/card-aad.ts';
import { unreadableCard } from '../cards/merchant-keys.ts';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import { KEY_BYTES, openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import type { CardToMove, MovedCard, ReencryptionMode } from './ports.ts';

/**
 * Moves a card from its merchant's retired key to the one that follows. With `rewrap` only the card's own key changes its wrapping; with
 * `full` the card gets another key and is encrypted anew. Throws `stored_card_unreadable` where the stored row does not open.
 */
export async function moveCard(card: CardToMove, mode: ReencryptionMode, keys: MerchantKeys): Promise<MovedCard> {
  const cardKey = await keys.withStored(card.dataKeyId, card.merchantId, (merchantKey) =>
    openOrRefuse(merchantKey, card.wrappedKey, cardKeyAad(card)),
  );
  try {
    return mode === 'rewrap'
      ? await wrap(card, cardKey, { ciphertext: null, references: [] }, keys)
      : await encryptAnew(card, cardKey, keys);
  } finally {
    cardKey.fill(0);
  }
}

async function encryptAnew(card: CardToMove, oldKey: Buffer, keys: MerchantKeys): Promise<MovedCard> {
  const newKey = randomBytes(KEY_BYTES);
  // Never parsed: as bytes it can be zeroed, as a string it could not.
  const plaintext = openOrRefuse(oldKey, card.ciphertext, cardAad(card));
  try {
    const references = card.references.map(({ processor, sealed }) => ({
      processor,
      sealed: reseal(oldKey, newKey, sealed, referenceAad(card, processor)),
    }));
    const ciphertext = sealAesGcm(newKey, plaintext, cardAad(card));
    return await wrap(card, newKey, { ciphertext, references }, keys);
  } finally {
    plaintext.fill(0);
    newKey.fill(0);
  }
}

function reseal(oldKey: Buffer, newKey: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  const plaintext = openOrRefuse(oldKey, sealed, aad);
  try {
    return sealAesGcm(newKey, plaintext, aad);
  } finally {
    plaintext.fill(0);
  }
}

function wrap(
  card: CardToMove,
  cardKey: Buffer,
  anew: Pick<MovedCard, 'ciphertext' | 'references'>,
  keys: MerchantKeys,
): Promise<MovedCard> {
  return keys.withPeriod(card.merchantId, card.period, (merchantKey, toKeyId) => ({
    token: card.token,
    fromKeyId: card.dataKeyId,
    toKeyId,
    wrappedKey: sealAesGcm(merchantKey, cardKey, cardKeyAad({ ...card, dataKeyId: toKeyId })),
    ...anew,
  }));
}

function openOrRefuse(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  try {
    return openAesGcm(key, sealed, aad);
  } catch {
    throw unreadableCard();
  }
}
