import type { CardBrand } from '@fieldfare/protocol';
import { BRAND_TABLE } from './generated/brand-table.ts';

/** What the first digits say about a card. */
export interface BrandRules {
  brand: CardBrand;
  lengths: readonly number[];
  /** Digits after which a space is shown. */
  gaps: readonly number[];
}

interface Brand extends Omit<BrandRules, 'brand'> {
  name: string;
  /** Ranges of prefixes, both ends of one length. */
  prefixes: readonly (readonly [low: string, high: string])[];
}

const UNKNOWN: BrandRules = {
  brand: 'unknown',
  lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  gaps: [4, 8, 12, 16],
};
/** Brands of the table that the protocol has no name for. They are told apart from the others, and called unknown. */
const UNNAMED = /^(troy|naranja)$/;

const BRANDS: readonly Brand[] = BRAND_TABLE.split('\n').map((line) => {
  const [name = '', prefixes = '', lengths = '', gaps = ''] = line.split(' ');
  return {
    name,
    prefixes: prefixes.split(',').map((range) => {
      const [low = '', end = ''] = range.split('-');
      return [low, low.slice(0, low.length - end.length) + end] as const;
    }),
    lengths: lengths.split(',').map(Number),
    gaps: gaps.split(',').map(Number),
  };
});

/** The rules of the one brand that the digits can be; those of `unknown` while several are possible or none is. */
export function brandRules(digits: string): BrandRules {
  if (digits === '') return UNKNOWN;
  const matches = BRANDS.map((brand) => ({ brand, strength: strengthOf(digits, brand) })).filter(
    ({ strength }) => strength !== null,
  );
  // A longer prefix says more, once there are digits enough for each of the brands in question.
  const isDecided = matches.every(({ strength }) => strength !== 0);
  const [best, ...others] = isDecided ? matches.toSorted((a, b) => (b.strength ?? 0) - (a.strength ?? 0)) : matches;
  if (best === undefined || UNNAMED.test(best.brand.name) || (!isDecided && others.length > 0)) return UNKNOWN;
  const { name, lengths, gaps } = best.brand;
  return { brand: name as CardBrand, lengths, gaps };
}

/** How many digits of a prefix are there and match; 0 while the digits could still become one, null where they cannot. */
function strengthOf(digits: string, { prefixes }: Brand): number | null {
  for (const [low, high] of prefixes) {
    const size = Math.min(low.length, digits.length);
    const start = digits.slice(0, size);
    if (start >= low.slice(0, size) && start <= high.slice(0, size))
      return digits.length >= low.length ? low.length : 0;
  }
  return null;
}
