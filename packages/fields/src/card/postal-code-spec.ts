import type { FieldSpec } from './field-spec.ts';

export const postalCodeSpec: FieldSpec = {
  label: 'Postal code',
  autocomplete: 'billing postal-code',
  inputMode: 'text',
  placeholder: '',
  isCapitalized: true,
  parse: (text) => text.toUpperCase(),
  maxLength: () => 12,
  format: (raw) => raw,
  check(raw) {
    if (raw.trim() === '') return 'postal_code_required';
    // Countries differ between three and ten letters and digits.
    return /^[A-Z0-9](?:[ -]?[A-Z0-9]){2,9}$/.test(raw.trim()) ? null : 'postal_code_invalid';
  },
};
