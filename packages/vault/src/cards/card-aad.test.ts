import { describe, expect, it } from 'vitest';
import { cardAad, cardKeyAad, referenceAad } from './card-aad.ts';

const names = { token: 'tok_1', merchantId: 'mer_1', dataKeyId: 'dk_1' };

describe('what a card is bound to', () => {
  it('is its token and merchant, for its key the merchant key too, and for a reference the processor', () => {
    const spelled = [
      cardAad(names),
      cardAad({ ...names, token: 'tok_2' }),
      cardAad({ ...names, merchantId: 'mer_2' }),
      cardKeyAad(names),
      cardKeyAad({ ...names, token: 'tok_2' }),
      cardKeyAad({ ...names, merchantId: 'mer_2' }),
      cardKeyAad({ ...names, dataKeyId: 'dk_2' }),
      referenceAad(names, 'stripe'),
      referenceAad(names, 'braintree'),
      referenceAad({ ...names, token: 'tok_2' }, 'stripe'),
      referenceAad({ ...names, merchantId: 'mer_2' }, 'stripe'),
    ];
    expect(new Set(spelled.map(String)).size).toBe(spelled.length);
  });

  it('is spelled apart, so that no two pairs look the same', () => {
    expect(cardAad({ token: 'a', merchantId: 'bc' })).not.toEqual(cardAad({ token: 'ab', merchantId: 'c' }));
  });
});
