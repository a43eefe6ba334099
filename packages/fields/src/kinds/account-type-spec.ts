import type { FieldSpec } from './field-spec.ts';

/** Whether a bank account is for payments or for savings: the network asks, and the answer is printed nowhere. */
export const accountTypeSpec: FieldSpec = {
  autocomplete: 'off',
  inputMode: 'text',
  placeholder: '',
  options: (_, say) => (['checking', 'savings'] as const).map((value) => [value, say(value)]),
  parse: (text) => text,
  maxLength: () => 8,
  format: (raw) => raw,
  check: (raw) => (raw === '' ? 'account_type_required' : null),
};
