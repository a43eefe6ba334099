import type { FieldKind } from '@fieldfare/protocol';

/** The kinds there are, with the names that their frames have for assistive technology. */
export const FIELD_TITLES: Readonly<Record<FieldKind, string>> = {
  'card-number': 'Card number',
  'card-exp': 'Expiration date',
  'card-exp-month': 'Expiration month',
  'card-exp-year': 'Expiration year',
  'card-cvc': 'Security code',
  'card-name': 'Name on card',
  'card-postal-code': 'Postal code',
  card: 'Card',
  'address-line1': 'Address',
  'address-line2': 'Apartment, suite, etc.',
  'address-city': 'City',
  'address-state': 'State or region',
  'address-country': 'Country',
  'account-name': 'Account holder name',
  'account-type': 'Account type',
  'routing-number': 'Routing number',
  'account-number': 'Account number',
};
