import { expect, it } from 'vitest';
import { methodWords } from './method-words.ts';

const card = { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null } as const;

it('names a method so shortly that its last four digits are seen', () => {
  expect(methodWords(card)).toBe('Visa ···· 4242');
  const account = {
    ...card,
    type: 'ach',
    brand: null,
    last4: '6789',
    bank_name: 'First National Bank of Somewhere',
  } as const;
  expect(methodWords(account)).toBe('Bank ···· 6789');
  expect(methodWords(null)).toBe('No method yet');
});
