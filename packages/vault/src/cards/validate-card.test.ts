import type { CardSecrets } from '@fieldfare/protocol';
import { FieldfareError } from '@fieldfare/protocol';
import { describe, expect, it } from 'vitest';
import { VISA } from '../testing/open-test-vault.ts';
import { validateCard } from './validate-card.ts';

const now = new Date('2026-11-20T12:00:00Z');

function problemOf(change: Partial<CardSecrets>, at = now) {
  try {
    return validateCard({ ...VISA, ...change }, at);
  } catch (error) {
    if (!(error instanceof FieldfareError)) throw error;
    const { code, detail, param, audience } = error;
    return { code, detail, param, audience };
  }
}

const payer = (detail: string, param: string) => ({ code: 'validation_error', detail, param, audience: 'payer' });

describe('validateCard', () => {
  it.each([
    ['4242424242424242', '123', 'visa'],
    ['5555555555554444', '123', 'mastercard'],
    ['2223003122003222', '123', 'mastercard'],
    ['378282246310005', '1234', 'american-express'],
    ['6011000990139424', '123', 'discover'],
    ['30569309025904', '123', 'diners-club'],
    ['3566002020360505', '123', 'jcb'],
    ['6200000000000005', '123', 'unionpay'],
    ['4000002500003155', '123', 'visa'],
    ['9999999999999995', '1234', 'unknown'],
  ])('takes %s as %3$s', (number, cvc, brand) => {
    expect(problemOf({ number, cvc })).toBe(brand);
  });

  it.each([
    ['4000002500001001', 'cartes-bancaires', 'cartes-bancaires'],
    ['4000002500001001', 'visa', 'visa'],
    ['4000002500001001', undefined, 'visa'],
    ['5555552500001001', 'cartes-bancaires', 'cartes-bancaires'],
    // Nobody calls a card a brand that it does not carry: fees go by brand.
    ['4242424242424242', 'cartes-bancaires', 'visa'],
    ['378282246310005', 'visa', 'american-express'],
  ] as const)('takes %s, whose holder prefers %s, as %s', (number, preferred, brand) => {
    const cvc = number.startsWith('37') ? '1234' : '123';
    expect(problemOf({ number, cvc, ...(preferred !== undefined && { preferred_brand: preferred }) })).toBe(brand);
  });

  it.each(['4242424242424241', '4242424242424224', '1234567812345678'])('refuses %s, which fails Luhn', (number) => {
    expect(problemOf({ number })).toEqual(payer('card_number_invalid', 'card.number'));
  });

  // Each passes the Luhn check: its length alone is wrong.
  it.each(['424242424242424', '42424242424242424242', '3782822463105'])(
    'refuses %s, which is no length of its brand',
    (number) => {
      expect(problemOf({ number })).toEqual(payer('card_number_invalid', 'card.number'));
    },
  );

  it('refuses a card once its month is over everywhere on Earth, and not before', () => {
    const card = { exp_month: 11, exp_year: 2026 };
    expect(problemOf(card, new Date('2026-12-01T11:59:59Z'))).toBe('visa');
    expect(problemOf(card, new Date('2026-12-01T12:00:00Z'))).toEqual(payer('card_expired', 'card.exp_year'));
    expect(problemOf({ exp_month: 12, exp_year: 2025 })).toEqual(payer('card_expired', 'card.exp_year'));
  });

  it('refuses a year that no issuer prints', () => {
    expect(problemOf({ exp_year: 2056 })).toBe('visa');
    expect(problemOf({ exp_year: 2057 })).toEqual(payer('card_expiry_invalid', 'card.exp_year'));
  });

  it.each([
    ['4242424242424242', '1234'],
    ['378282246310005', '123'],
  ])('refuses for %s the security code %s of another brand', (number, cvc) => {
    expect(problemOf({ number, cvc })).toEqual(payer('cvc_length_invalid', 'card.cvc'));
  });

  it('never quotes the card', () => {
    const number = '4242424242424241';
    expect(() => validateCard({ ...VISA, number }, now)).toThrow(/^((?!\d{4}).)*$/);
  });
});
