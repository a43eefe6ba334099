import type { FieldSpec } from './field-spec.ts';

/** How postal codes read where most cards are from; every other country's differ between three and ten letters and digits. */
const BY_COUNTRY: Readonly<Record<string, RegExp>> = {
  US: /^\d{5}(?:-?\d{4})?$/,
  CA: /^[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z][ -]?\d[A-CEGHJ-NPR-TV-Z]\d$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  ES: /^\d{5}$/,
  IT: /^\d{5}$/,
  MX: /^\d{5}$/,
  AT: /^\d{4}$/,
  AU: /^\d{4}$/,
  BE: /^\d{4}$/,
  CH: /^\d{4}$/,
  DK: /^\d{4}$/,
  NO: /^\d{4}$/,
  NZ: /^\d{4}$/,
  NL: /^\d{4} ?[A-Z]{2}$/,
  SE: /^\d{3} ?\d{2}$/,
  PL: /^\d{2}-?\d{3}$/,
  PT: /^\d{4}-?\d{3}$/,
  BR: /^\d{5}-?\d{3}$/,
  JP: /^\d{3}-?\d{4}$/,
  IN: /^[1-9]\d{5}$/,
  CN: /^\d{6}$/,
  SG: /^\d{6}$/,
  KR: /^\d{5}$/,
};
const ANY_COUNTRY = /^[A-Z0-9](?:[ -]?[A-Z0-9]){2,9}$/;
/** Countries that have none. */
const WITHOUT = new Set(['AE', 'HK', 'QA']);

export const postalCodeSpec: FieldSpec = {
  autocomplete: 'billing postal-code',
  inputMode: 'text',
  placeholder: '',
  isCapitalized: true,
  parse: (text) => text.normalize('NFKC').toUpperCase(),
  maxLength: () => 12,
  format: (raw) => raw,
  check(raw, { country }) {
    const code = raw.trim();
    if (code === '') return WITHOUT.has(country) ? null : 'postal_code_required';
    return (BY_COUNTRY[country] ?? ANY_COUNTRY).test(code) ? null : 'postal_code_invalid';
  },
};
