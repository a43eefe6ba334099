import type { StoredCard } from '@fieldfare/payments';

/** A sealed card as the functions of the database read it. */
export function sealedCardItem(
  card: Pick<StoredCard, 'token' | 'dataKeyId' | 'wrappedKey' | 'ciphertext' | 'fingerprint'>,
) {
  return {
    token: card.token,
    data_key_id: card.dataKeyId,
    wrapped_key: card.wrappedKey.toString('base64'),
    ciphertext: card.ciphertext.toString('base64'),
    fingerprint: card.fingerprint.toString('base64'),
  };
}
