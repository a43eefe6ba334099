import type { CardBrand } from '@fieldfare/protocol';
import type { FieldSpec } from './field-spec.ts';
import { onlyDigits } from '../card/only-digits.ts';

/** The code's length by brand; 3 or 4 while the brand is not known. */
function lengthsOf(brand: CardBrand | null): readonly number[] {
  if (brand === null || brand === 'unknown') return [3, 4];
  return brand === 'american-express' ? [4] : [3];
}

export const cvcSpec: FieldSpec = {
  autocomplete: 'cc-csc',
  inputMode: 'numeric',
  placeholder: 'CVC',
  parse: onlyDigits,
  maxLength: () => 4,
  format: (raw) => raw,
  check(raw, { brand }) {
    if (raw === '') return 'cvc_required';
    return lengthsOf(brand).includes(raw.length) ? null : 'cvc_incomplete';
  },
};
