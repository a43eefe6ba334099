import { describe, expect, it } from 'vitest';
import { brandRules } from '../card/card-brand.ts';
import { ENGLISH } from '../words/english.ts';
import { bankName } from './bank-name.ts';
import type { FieldContext } from './field-spec.ts';
import { specOf } from './specs.ts';

const NOW: FieldContext = { now: new Date(2026, 10, 30, 23, 59), brand: null, country: '' };
const check = (kind: Parameters<typeof specOf>[0], raw: string, context: Partial<FieldContext> = {}) =>
  specOf(kind)?.check(raw, { ...NOW, ...context });

describe('checking what was typed', () => {
  it.each([
    ['', 'number_required'],
    ['4', 'number_incomplete'],
    ['424242424242424', 'number_incomplete'],
    ['4242424242424242', null],
    ['4242424242424241', 'number_invalid'],
    ['378282246310005', null],
    ['37828224631000', 'number_incomplete'],
    ['378282246310006', 'number_invalid'],
    ['6304000000000000', null],
    ['9999999999999995', null],
  ])('number %j: %s', (raw, expected) => {
    expect(check('card-number', raw)).toBe(expected);
  });

  it.each([
    ['', 'expiry_required'],
    ['1', 'expiry_incomplete'],
    ['13', 'expiry_invalid'],
    ['1330', 'expiry_invalid'],
    ['0030', 'expiry_invalid'],
    ['113', 'expiry_incomplete'],
    ['1126', null],
    ['1026', 'expiry_past'],
    ['1225', 'expiry_past'],
    ['0127', null],
  ])('expiry %j on the last evening of November 2026: %s', (raw, expected) => {
    expect(check('card-exp', raw)).toBe(expected);
  });

  it('asks for the length of security code that the brand prints', () => {
    expect(check('card-cvc', '123')).toBeNull();
    expect(check('card-cvc', '1234')).toBeNull();
    expect(check('card-cvc', '123', { brand: 'american-express' })).toBe('cvc_incomplete');
    expect(check('card-cvc', '1234', { brand: 'american-express' })).toBeNull();
    expect(check('card-cvc', '1234', { brand: 'visa' })).toBe('cvc_incomplete');
    expect(check('card-cvc', '')).toBe('cvc_required');
  });

  it('refuses a card number in the name, and takes names of every script', () => {
    expect(check('card-name', '4242 4242 4242 4242')).toBe('name_looks_like_number');
    expect(check('card-name', 'Zoë Müller-吉田 III')).toBeNull();
    expect(check('card-name', '   ')).toBe('name_required');
  });

  it.each([
    ['94107', null],
    ['94107-1234', null],
    ['SW1A 1AA', null],
    ['K1A 0B1', null],
    ['1', 'postal_code_invalid'],
    ['!!!', 'postal_code_invalid'],
    ['', 'postal_code_required'],
  ])('postal code %j: %s', (raw, expected) => {
    expect(check('card-postal-code', raw)).toBe(expected);
  });

  it('names a brand once no other is possible', () => {
    expect(brandRules('42').brand).toBe('visa');
    expect(brandRules('34').brand).toBe('american-express');
    expect(brandRules('').brand).toBe('unknown');
    expect(brandRules('5').brand).toBe('unknown');
    expect(brandRules('55').brand).toBe('mastercard');
  });

  it.each([
    ['US', '94107', null],
    ['US', '94107-1234', null],
    ['US', 'SW1A 1AA', 'postal_code_invalid'],
    ['GB', 'SW1A 1AA', null],
    ['GB', '94107', 'postal_code_invalid'],
    ['CA', 'K1A 0B1', null],
    ['CA', 'D1A 0B1', 'postal_code_invalid'],
    ['DE', '1011', 'postal_code_invalid'],
    ['NL', '1011 AB', null],
    ['HK', '', null],
    ['FI', '00100', null],
  ])('of %s takes the postal code %j: %s', (country, raw, expected) => {
    expect(check('card-postal-code', raw, { country })).toBe(expected);
  });

  it.each([
    ['card-exp-month', '', 'expiry_required'],
    ['card-exp-month', '1', 'expiry_incomplete'],
    ['card-exp-month', '13', 'expiry_invalid'],
    ['card-exp-month', '12', null],
    ['card-exp-year', '2', 'expiry_incomplete'],
    ['card-exp-year', '25', 'expiry_past'],
    ['card-exp-year', '26', null],
    ['routing-number', '11000000', 'routing_number_incomplete'],
    ['routing-number', '110000001', 'routing_number_invalid'],
    ['routing-number', '110000000', null],
    ['routing-number', '021000021', null],
    ['account-number', '123', 'account_number_incomplete'],
    ['account-number', '000123456789', null],
    ['account-type', '', 'account_type_required'],
    ['account-type', 'savings', null],
    ['account-name', ' ', 'account_name_required'],
    ['account-name', '4242 4242 4242 4242', 'text_looks_like_number'],
    ['address-line1', '12345 Rue de la Paix 75002', null],
    ['address-line2', '', null],
    ['address-country', '', 'country_required'],
    ['address-country', 'DE', null],
  ] as const)('%s %j: %s', (kind, raw, expected) => {
    expect(check(kind, raw)).toBe(expected);
  });

  it('takes a month and a year as people type them', () => {
    expect(specOf('card-exp-month')?.parse('7')).toBe('07');
    expect(specOf('card-exp-month')?.parse('1')).toBe('1');
    expect(specOf('card-exp-year')?.parse('2031')).toBe('31');
    expect(specOf('card-exp-year')?.parse('20')).toBe('20');
  });

  it('names the countries of the world in the shopper’s language, in that language’s order', () => {
    const german = specOf('address-country')?.options?.('de', (code) => code) ?? [];
    expect(german).toContainEqual(['DE', 'Deutschland']);
    expect(german.length).toBeGreaterThan(240);
    expect(german.map(([, name]) => name)).toEqual(
      german.map(([, name]) => name).toSorted(new Intl.Collator('de').compare),
    );
  });

  it('names a bank only by a whole routing number that it knows', () => {
    expect(bankName('021000021')).toBe('JPMorgan Chase');
    expect(bankName('02100002')).toBe('');
    expect(bankName('constructor')).toBe('');
  });

  it('has a whole sentence for every problem', () => {
    const problems = Object.entries(ENGLISH).filter(([code]) => /_(required|incomplete|invalid|past)$/.test(code));
    expect(problems.length).toBeGreaterThan(20);
    for (const [, message] of problems) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});
