import { CardBrand } from '@fieldfare/protocol';
import creditCardType from 'credit-card-type';

/** What a brand's numbers and security codes look like. */
export interface BrandRules {
  brand: CardBrand;
  lengths: readonly number[];
  cvcLengths: readonly number[];
}

// ISO/IEC 7812-1 allows up to 19 digits; the Luhn check still applies.
const UNKNOWN_BRAND: BrandRules = { brand: 'unknown', lengths: [12, 13, 14, 15, 16, 17, 18, 19], cvcLengths: [3, 4] };

/** The brand that a whole card number belongs to, by the tables of credit-card-type. */
export function brandOf(number: string): BrandRules {
  const [match] = creditCardType(number);
  if (!match) return UNKNOWN_BRAND;
  const brand = CardBrand.safeParse(match.type);
  return { brand: brand.success ? brand.data : 'unknown', lengths: match.lengths, cvcLengths: [match.code.size] };
}
