import type { CardBrand } from '@fieldfare/protocol';
import creditCardType from 'credit-card-type';

/** What the first digits say about a card. */
export interface BrandRules {
  brand: CardBrand;
  lengths: readonly number[];
  /** Digits after which a space is shown. */
  gaps: readonly number[];
  cvcLength: number;
}

const UNKNOWN: BrandRules = {
  brand: 'unknown',
  lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  gaps: [4, 8, 12, 16],
  cvcLength: 4,
};
const KNOWN = new Set<string>([
  'visa',
  'mastercard',
  'american-express',
  'discover',
  'diners-club',
  'jcb',
  'unionpay',
  'maestro',
  'elo',
  'mir',
  'hiper',
  'hipercard',
  'verve',
] satisfies CardBrand[]);

/** The rules of the one brand that the digits can be; those of `unknown` while several are possible or none is. */
export function brandRules(digits: string): BrandRules {
  if (digits === '') return UNKNOWN;
  const [first, ...others] = creditCardType(digits);
  if (first === undefined || others.length > 0 || !KNOWN.has(first.type)) return UNKNOWN;
  return { brand: first.type as CardBrand, lengths: first.lengths, gaps: first.gaps, cvcLength: first.code.size };
}
