import type { FieldSpec } from './field-spec.ts';

export const nameSpec: FieldSpec = {
  autocomplete: 'cc-name',
  inputMode: 'text',
  placeholder: '',
  isCapitalized: true,
  parse: (text) => text,
  maxLength: () => 100,
  format: (raw) => raw,
  check(raw) {
    if (raw.trim() === '') return 'name_required';
    return (raw.match(/\d/g)?.length ?? 0) > 8 ? 'name_looks_like_number' : null;
  },
};
