import type { FieldKind, PaymentMethodType } from '@fieldfare/protocol';

/** The fields that a payment is made of, with the method that each pays by. The first of them on a page holds its socket. */
export const TRANSACTING: Readonly<Partial<Record<FieldKind, PaymentMethodType>>> = {
  'card-number': 'card',
  card: 'card',
  'account-number': 'ach',
};

/** The method that a field belongs to alone; null for names, postal codes and addresses, which any may need. */
export function methodOf(kind: FieldKind): PaymentMethodType | null {
  if (/^(account|routing)-/.test(kind)) return 'ach';
  return /^card(-number|-cvc|-exp.*)?$/.test(kind) ? 'card' : null;
}
