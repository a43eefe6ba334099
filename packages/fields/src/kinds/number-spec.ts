import { passesLuhn } from '@fieldfare/protocol/constants';
import { brandRules } from '../card/card-brand.ts';
import type { FieldSpec } from './field-spec.ts';
import { onlyDigits } from '../card/only-digits.ts';

export const numberSpec: FieldSpec = {
  autocomplete: 'cc-number',
  inputMode: 'numeric',
  placeholder: '1234 1234 1234 1234',
  parse: onlyDigits,
  maxLength: (raw) => Math.max(...brandRules(raw).lengths),
  format(raw) {
    const { gaps } = brandRules(raw);
    return Array.from(raw, (digit, index) => (gaps.includes(index) ? ` ${digit}` : digit)).join('');
  },
  check(raw) {
    const { lengths } = brandRules(raw);
    if (raw === '') return 'number_required';
    if (lengths.includes(raw.length) && passesLuhn(raw)) return null;
    // A full length of digits that fail Luhn is mistyped, even where longer numbers of the brand exist.
    const usualLength = lengths.includes(16) ? 16 : Math.max(...lengths);
    return raw.length >= usualLength ? 'number_invalid' : 'number_incomplete';
  },
};
