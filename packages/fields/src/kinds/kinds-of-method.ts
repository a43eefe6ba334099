import type { FieldKind, PaymentMethodType } from '@fieldfare/protocol';

const ADDRESS = ['address-line1', 'address-line2', 'address-city', 'address-state', 'address-country'] as const;

/** The fields that a method's payment takes its values from: a page may show a card's and a bank account's at once. */
export const KINDS_OF_METHOD: Readonly<Record<PaymentMethodType, ReadonlySet<FieldKind>>> = {
  card: new Set([
    'card',
    'card-number',
    'card-exp',
    'card-exp-month',
    'card-exp-year',
    'card-cvc',
    'card-name',
    'card-postal-code',
    ...ADDRESS,
  ]),
  ach: new Set(['account-name', 'account-type', 'routing-number', 'account-number', ...ADDRESS]),
};
