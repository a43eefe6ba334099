import { onlyDigits } from '../card/only-digits.ts';
import type { FieldSpec } from './field-spec.ts';

export const routingNumberSpec: FieldSpec = {
  autocomplete: 'off',
  inputMode: 'numeric',
  placeholder: '',
  parse: onlyDigits,
  maxLength: () => 9,
  format: (raw) => raw,
  check(raw) {
    if (raw === '') return 'routing_number_required';
    if (raw.length < 9) return 'routing_number_incomplete';
    return passesAbaChecksum(raw) ? null : 'routing_number_invalid';
  },
};

/** The American Bankers Association's checksum: digits weighted 3, 7, 1 add up to a multiple of ten. */
function passesAbaChecksum(digits: string): boolean {
  const sum = Array.from(digits, (digit, index) => Number(digit) * ([3, 7, 1][index % 3] ?? 0));
  return sum.reduce((total, part) => total + part, 0) % 10 === 0;
}
