import { describe, expect, it } from 'vitest';
import { brandRules } from './card-brand.ts';
import { fieldSpec } from './field-spec.ts';
import type { FieldContext } from './field-spec.ts';
import { FIELD_MESSAGES } from './problem-code.ts';

const NOW: FieldContext = { now: new Date(2026, 10, 30, 23, 59), brand: null };
const check = (kind: Parameters<typeof fieldSpec>[0], raw: string, context: Partial<FieldContext> = {}) =>
  fieldSpec(kind)?.check(raw, { ...NOW, ...context });

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

  it('has a sentence for every code', () => {
    for (const message of Object.values(FIELD_MESSAGES)) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});
