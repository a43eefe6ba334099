import { isDeepStrictEqual } from 'node:util';
import creditCardType from 'credit-card-type';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CardBrand } from '@fieldfare/protocol';
import { brandTable } from '../../scripts/brand-table.ts';
import { brandRules } from './card-brand.ts';
import { BRAND_TABLE } from './generated/brand-table.ts';

it('carries the tables of the library as it is installed', () => {
  expect(BRAND_TABLE).toBe(brandTable());
});

it('names the brand that the library names, for every start of a number', () => {
  const starts = fc.oneof(
    fc.stringMatching(/^\d{1,19}$/),
    fc.stringMatching(/^(50|60|62|63|65|22|27|40|43|45|81|97)\d{0,14}$/),
  );
  fc.assert(
    fc.property(starts, (digits) => {
      const [first, ...others] = creditCardType(digits);
      const isKnown = first !== undefined && others.length === 0 && CardBrand.safeParse(first.type).success;
      const { brand, lengths, gaps } = brandRules(digits);
      const wanted = isKnown ? first : null;
      expect(brand).toBe(wanted?.type ?? 'unknown');
      expect(wanted === null || isDeepStrictEqual({ lengths, gaps }, rulesOf(wanted))).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

const rulesOf = ({ lengths, gaps }: ReturnType<typeof creditCardType>[number]) => ({ lengths, gaps });
