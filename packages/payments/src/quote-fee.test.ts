import type { FeeRule } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { quoteFee, quoteShown } from './quote-fee.ts';

const rule = (method: FeeRule['method'], brand: FeeRule['brand'], fee_bps: number): FeeRule => ({
  method,
  brand,
  fee_bps,
  fee_fixed_minor: 0,
});
const profile = {
  feeBps: 100,
  feeFixedMinor: 5,
  feeRounding: 'half_up' as const,
  feeRules: [rule('card', 'american-express', 350), rule('card', null, 290), rule('ach', null, 80)],
};
const service = { amountMinor: 10_000, feeMode: 'service_fee' as const };

describe('a quote', () => {
  test.each([
    ['its brand', { type: 'card', brand: 'american-express' }, 350],
    ['its method, where its brand has no rule', { type: 'card', brand: 'visa' }, 290],
    ['its method, where the brand is not known yet', { type: 'card', brand: null }, 290],
    ['its method', { type: 'ach', brand: null }, 80],
  ] as const)('is by the rule of %s', (_, method, feeMinor) => {
    expect(quoteFee(profile, service, method)).toEqual({ feeMinor, totalMinor: 10_000 + feeMinor });
  });

  test('is by the profile itself where no rule fits', () => {
    expect(quoteFee({ ...profile, feeRules: [] }, service, { type: 'card', brand: 'visa' }).feeMinor).toBe(105);
  });

  test.each([
    ['half_up', 103],
    ['up', 103],
    ['down', 102],
  ] as const)('rounds %s as the profile names it', (feeRounding, feeMinor) => {
    const quote = { ...profile, feeRules: [], feeBps: 250, feeFixedMinor: 0, feeRounding };
    // 2.5 % of 41.00 is 1.025.
    expect(quoteFee(quote, { ...service, amountMinor: 4_100 }, { type: 'card', brand: null }).feeMinor).toBe(feeMinor);
  });

  test('may have been shown for the method or any brand that has a rule, and for nothing else', () => {
    const shown = (total: number) => quoteShown(profile, service, 'card', total)?.feeMinor;
    expect([10_290, 10_350, 10_080, 10_000].map(shown)).toEqual([290, 350, undefined, undefined]);
  });
});
