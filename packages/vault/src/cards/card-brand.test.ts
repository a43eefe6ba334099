import creditCardType from 'credit-card-type';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIN_DIGITS, brandOf } from './card-brand.ts';

describe('brandOf', () => {
  it('asks the tables for no more digits than they tell brands apart by', () => {
    const patterns = Object.values(creditCardType.types).flatMap((type) => creditCardType.getTypeInfo(type).patterns);
    expect(patterns.length).toBeGreaterThan(20);
    expect(Math.max(...patterns.flat().map((part) => String(part).length))).toBeLessThanOrEqual(BIN_DIGITS);
  });

  it('answers for any number, the first time and the next, what the tables say of the whole of it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-6]\d{11,18}$/), (number) => {
        const [match] = creditCardType(number);
        const rules = match
          ? { lengths: match.lengths, cvcLengths: [match.code.size] }
          : { brand: 'unknown', cvcLengths: [3, 4] };
        for (const asked of [brandOf(number), brandOf(number)]) expect(asked).toMatchObject(rules);
      }),
      { numRuns: 2_000 },
    );
  });
});
