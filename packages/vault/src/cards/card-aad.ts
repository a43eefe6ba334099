export interface CardNames {
  token: string;
  merchantId: string;
}

/** What a card's ciphertext is bound to. Ids hold no NUL, so that no two pairs share a spelling. */
export function cardAad({ token, merchantId }: CardNames): Buffer {
  return Buffer.from(['fieldfare card v1', token, merchantId].join('\0'), 'utf8');
}

/** What a processor's reference of a card is bound to. */
export function referenceAad({ token, merchantId }: CardNames, processor: string): Buffer {
  return Buffer.from(['fieldfare processor reference v1', token, merchantId, processor].join('\0'), 'utf8');
}

/** What a card's wrapped data key is bound to. */
export function cardKeyAad({ token, merchantId, dataKeyId }: CardNames & { dataKeyId: string }): Buffer {
  return Buffer.from(['fieldfare card key v1', token, merchantId, dataKeyId].join('\0'), 'utf8');
}
