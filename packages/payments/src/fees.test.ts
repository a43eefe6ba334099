import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feeOf } from './fees.ts';

const rule = (feeBps: number, feeFixedMinor = 0, feeMode: 'merchant_fee' | 'service_fee' = 'merchant_fee') => ({
  feeBps,
  feeFixedMinor,
  feeMode,
});

describe('a fee', () => {
  test.each([
    [100, 290, 3], // 2.90
    [50, 290, 1], // 1.45
    [50, 300, 2], // 1.50: half goes up
    [150, 100, 2], // 1.50
    [149, 100, 1], // 1.49
    [1, 4_999, 0],
    [1, 5_000, 1],
    [99_999_999_999, 10_000, 99_999_999_999],
  ])('of %i at %i basis points is rounded half up to %i', (amountMinor, feeBps, feeMinor) => {
    expect(feeOf(amountMinor, rule(feeBps)).feeMinor).toBe(feeMinor);
  });

  test('is a share and a fixed part', () => {
    expect(feeOf(10_000, rule(290, 30))).toEqual({ feeMinor: 320, totalMinor: 10_000 });
  });

  test('is never more than the amount', () => {
    expect(feeOf(20, rule(290, 30)).feeMinor).toBe(20);
    expect(feeOf(20, rule(290, 30, 'service_fee'))).toEqual({ feeMinor: 20, totalMinor: 40 });
  });

  test('is added to what the shopper pays only where it is a service fee', () => {
    expect(feeOf(10_000, rule(290, 30)).totalMinor).toBe(10_000);
    expect(feeOf(10_000, rule(290, 30, 'service_fee')).totalMinor).toBe(10_320);
  });

  test('is nothing where the rule says nothing', () => {
    expect(feeOf(10_000, rule(0, 0, 'service_fee'))).toEqual({ feeMinor: 0, totalMinor: 10_000 });
  });

  test('is exact for every amount that the protocol admits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999_999 }),
        fc.integer({ min: 0, max: 10_000 }),
        (amountMinor, feeBps) => {
          const exact = (BigInt(amountMinor) * BigInt(feeBps) + 5_000n) / 10_000n;
          expect(BigInt(feeOf(amountMinor, rule(feeBps)).feeMinor)).toBe(exact);
        },
      ),
    );
  });
});
