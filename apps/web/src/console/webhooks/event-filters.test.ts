import { expect, it } from 'vitest';
import { hears, toggleFamily } from './event-filters.ts';

it('takes everything apart when one family is taken out', () => {
  expect(toggleFamily(['*'], 'refund.*')).toEqual(['payment.*', 'dispute.*', 'payment_method.*']);
});

it('puts a family in beside single types that were chosen elsewhere', () => {
  expect(toggleFamily(['payment.captured'], 'refund.*')).toEqual(['payment.captured', 'refund.*']);
  expect(toggleFamily(['payment.captured', 'refund.*'], 'refund.*')).toEqual(['payment.captured']);
});

it('knows what everything holds', () => {
  expect([hears(['*'], 'refund.*'), hears(['payment.*'], 'refund.*')]).toEqual([true, false]);
});
