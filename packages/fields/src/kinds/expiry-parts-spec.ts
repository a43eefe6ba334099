import { onlyDigits } from '../card/only-digits.ts';
import { isMonth } from './expiry-spec.ts';
import type { FieldSpec } from './field-spec.ts';

/** The month of an expiry date that is asked for in two fields. A digit that can begin no month gets its zero. */
export const expiryMonthSpec: FieldSpec = {
  autocomplete: 'cc-exp-month',
  inputMode: 'numeric',
  placeholder: '{month}',
  parse: (text) => onlyDigits(text).replace(/^[2-9]/, '0$&'),
  maxLength: () => 2,
  format: (raw) => raw,
  check(raw) {
    if (raw === '') return 'expiry_required';
    if (raw.length < 2) return 'expiry_incomplete';
    return isMonth(Number(raw)) ? null : 'expiry_invalid';
  },
};

/** Its year, of two digits; four are cut to the last two. */
export const expiryYearSpec: FieldSpec = {
  autocomplete: 'cc-exp-year',
  inputMode: 'numeric',
  placeholder: '{year}',
  parse: (text) => onlyDigits(text).replace(/^20(?=\d)/, ''),
  maxLength: () => 2,
  format: (raw) => raw,
  check(raw, { now }) {
    if (raw === '') return 'expiry_required';
    if (raw.length < 2) return 'expiry_incomplete';
    return 2000 + Number(raw) < now.getFullYear() ? 'expiry_past' : null;
  },
};
