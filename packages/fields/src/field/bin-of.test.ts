import { expect, it } from 'vitest';
import { binOf } from './bin-of.ts';

it.each([
  ['4242424242424242', 0, null],
  ['4242424242424242', 6, '424242'],
  ['4242424242424242', 8, '42424242'],
  ['378282246310005', 8, '378282'],
  ['424242424242424', 8, null],
  ['4242424242424241', 8, null],
  ['', 8, null],
])('of %s a page that may learn %i digits learns %s', (number, digits, told) => {
  expect(binOf(number, digits)).toBe(told);
});
