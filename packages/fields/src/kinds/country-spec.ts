import type { FieldSpec } from './field-spec.ts';

/** ISO 3166-1 alpha-2, all that are assigned: of each group the first letter, then every second one. */
const COUNTRIES =
  'ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS YET ZAMW'
    .split(' ')
    .flatMap(([first = '', ...seconds]) => seconds.map((second) => first + second));

/** The country of the billing address, by its name in the shopper's language, as the browser knows it. */
export const countrySpec: FieldSpec = {
  autocomplete: 'billing country',
  inputMode: 'text',
  placeholder: '',
  options(locale) {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
    const options = COUNTRIES.map((code) => [code, names.of(code) ?? code] as const);
    return options.toSorted(([, a], [, b]) => a.localeCompare(b, locale));
  },
  parse: (text) => text,
  maxLength: () => 2,
  format: (raw) => raw,
  check: (raw) => (raw === '' ? 'country_required' : null),
};
