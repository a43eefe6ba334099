import { onlyDigits } from '../card/only-digits.ts';
import type { FieldSpec } from './field-spec.ts';

/** An account number has no check digit that all banks share: its length, 4 to 17 digits, is all that can be checked. */
export const accountNumberSpec: FieldSpec = {
  autocomplete: 'off',
  inputMode: 'numeric',
  placeholder: '',
  parse: onlyDigits,
  maxLength: () => 17,
  format: (raw) => raw,
  check(raw) {
    if (raw === '') return 'account_number_required';
    return raw.length < 4 ? 'account_number_incomplete' : null;
  },
};
