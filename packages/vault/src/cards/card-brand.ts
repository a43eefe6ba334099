import { CardBrand } from '@fieldfare/protocol';
import creditCardType from 'credit-card-type';
import { BoundedMap } from '../primitives/bounded-map.ts';

/** What a brand's numbers and security codes look like. */
export interface BrandRules {
  brand: CardBrand;
  lengths: readonly number[];
  cvcLengths: readonly number[];
}

// ISO/IEC 7812-1 allows up to 19 digits; the Luhn check still applies.
const UNKNOWN_BRAND: BrandRules = { brand: 'unknown', lengths: [12, 13, 14, 15, 16, 17, 18, 19], cvcLengths: [3, 4] };

/** As many digits as an issuer is known by, and as the tables tell brands apart by; a test holds them to it. */
export const BIN_DIGITS = 8;

const known = new BoundedMap<BrandRules>(10_000);

/** The brand that a whole card number belongs to, by the tables of credit-card-type, which are asked once for an issuer. */
export function brandOf(number: string): BrandRules {
  const bin = number.slice(0, BIN_DIGITS);
  const remembered = known.get(bin);
  if (remembered) return remembered;
  const rules = lookUp(bin);
  known.set(bin, rules);
  return rules;
}

function lookUp(bin: string): BrandRules {
  const [match] = creditCardType(bin);
  if (!match) return UNKNOWN_BRAND;
  const brand = CardBrand.safeParse(match.type);
  return { brand: brand.success ? brand.data : 'unknown', lengths: match.lengths, cvcLengths: [match.code.size] };
}
