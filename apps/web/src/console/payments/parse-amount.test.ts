import { toDecimal } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { parseAmount } from './parse-amount.ts';

test.each([
  ['19.99', 'USD', 1999],
  ['  $19.9 ', 'USD', 1990],
  ['USD 20', 'USD', 2000],
  ['20.', 'USD', 2000],
  ['0.07', 'USD', 7],
  ['007', 'USD', 700],
  ['1,234.50', 'USD', 123_450],
  ['1.10000', 'USD', 110],
  ['4.35', 'USD', 435],
  ['1.005', 'KWD', 1005],
  ['1500', 'JPY', 1500],
  ['1500.0', 'JPY', 1500],
  ['999999999.99', 'USD', 99_999_999_999],
] as const)('%s %s is %i minor units', (text, currency, amountMinor) => {
  expect(parseAmount(text, currency, 99_999_999_999)).toEqual({ ok: true, amountMinor });
});

test.each(['', '  ', 'abc', '-5', '1e3', '1,23', '12,34.00', '.5', '1.2.3', '0x10', '１２'])('refuses %j', (text) => {
  expect(parseAmount(text, 'USD', 10_000)).toMatchObject({ ok: false });
});

test('says which decimals the currency has', () => {
  expect(parseAmount('1.005', 'USD', 10_000)).toEqual({ ok: false, problem: 'USD has 2 decimals at most.' });
  expect(parseAmount('1.5', 'JPY', 10_000)).toEqual({ ok: false, problem: 'JPY has no decimals.' });
});

test('refuses zero, one unit too much and absurd lengths', () => {
  expect(parseAmount('0.00', 'USD', 1999)).toMatchObject({ problem: 'Enter an amount above zero.' });
  expect(parseAmount('20.00', 'USD', 1999)).toMatchObject({ problem: 'At most 19.99 USD is possible.' });
  expect(parseAmount('9'.repeat(400), 'USD', 1999)).toMatchObject({ ok: false });
});

test('reads back every amount that it writes', () => {
  for (let amountMinor = 1; amountMinor < 3_000; amountMinor++) {
    for (const currency of ['USD', 'JPY', 'KWD'] as const) {
      expect(parseAmount(toDecimal({ amountMinor, currency }), currency, 10_000)).toEqual({ ok: true, amountMinor });
    }
  }
});
