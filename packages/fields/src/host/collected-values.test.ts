import { describe, expect, it } from 'vitest';
import type { FieldKind } from '@fieldfare/protocol';
import { splitParts } from '../card/combined-parts.ts';
import { bankAccountSecrets } from './bank-account-secrets.ts';
import { billingOf } from './billing-of.ts';
import { cardSecrets } from './card-secrets.ts';

const map = (values: Partial<Record<FieldKind, string>>) => new Map(Object.entries(values)) as Map<FieldKind, string>;

describe('a card', () => {
  it('may come from one combined field', () => {
    const values = new Map(splitParts('card', '4242424242424242\n1234\n123'));
    expect(cardSecrets(values)).toEqual({ number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' });
  });

  it('may have its date in two fields, and the brand that its holder chose behind its number', () => {
    const values = map({
      'card-number': '4000002500001001 cartes-bancaires',
      'card-exp-month': '07',
      'card-exp-year': '34',
      'card-cvc': '123',
    });
    expect(cardSecrets(values)).toMatchObject({
      number: '4000002500001001',
      preferred_brand: 'cartes-bancaires',
      exp_month: 7,
      exp_year: 2034,
    });
  });
});

describe('a bank account', () => {
  const ACCOUNT = map({
    'account-name': 'Ada Lovelace',
    'account-type': 'savings',
    'routing-number': '110000000',
    'account-number': '000123456789',
  });

  it('is put together from its four fields, and is none without each of them', () => {
    expect(bankAccountSecrets(ACCOUNT)).toEqual({
      account_name: 'Ada Lovelace',
      account_type: 'savings',
      routing_number: '110000000',
      account_number: '000123456789',
    });
    for (const kind of ACCOUNT.keys()) {
      expect(bankAccountSecrets(new Map([...ACCOUNT].filter(([other]) => other !== kind)))).toBeNull();
    }
  });
});

describe('the billing address', () => {
  it('is what the page gave, with what the shopper typed over it', () => {
    const typed = map({ 'address-city': 'Toronto', 'address-line2': '', 'card-name': 'Ada' });
    expect(billingOf(typed, { city: 'Paris', email: 'ada@shop.example' })).toEqual({
      city: 'Toronto',
      email: 'ada@shop.example',
      name: 'Ada',
    });
  });

  it('is left out where there is nothing of it', () => {
    expect(billingOf(map({ 'card-number': '4242424242424242' }))).toBeUndefined();
  });
});
