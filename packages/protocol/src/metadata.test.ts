import { describe, expect, it } from 'vitest';
import { Metadata, NewMetadata } from './metadata.ts';

describe('metadata to keep', () => {
  it.each([
    'cvc',
    'CVC',
    'cvv',
    'CVV2',
    'cvc2',
    'csc',
    'card_cvc',
    'card.cvv',
    'security_code',
    'securityCode',
    'card-code',
    'SECURITY_CODE',
  ])('has no key %s, which names a security code', (key) => {
    expect(NewMetadata.safeParse({ order: '7', [key]: '739' }).success).toBe(false);
    // What was kept before there was such a rule is still shown.
    expect(Metadata.safeParse({ [key]: '739' }).success).toBe(true);
  });

  it.each(['order', 'code', 'cvcount', 'discount_code', 'scvc', 'cvc_checked', 'postcard_codes', 'a'.repeat(40)])(
    'may have a key %s',
    (key) => {
      expect(NewMetadata.safeParse({ [key]: '739' }).success).toBe(true);
    },
  );

  it.each(['', 'two words', 'a'.repeat(41), '4242424242424242'])('has no key %j', (key) => {
    expect(NewMetadata.safeParse({ [key]: 'x' }).success).toBe(false);
  });
});
