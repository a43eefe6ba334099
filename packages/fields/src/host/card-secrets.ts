import type { CardSecrets, FieldKind } from '@fieldfare/protocol';
import { expiryOf } from '../card/parse-expiry.ts';

/** Puts the collected values together; null where a field that a card needs is not on the page. */
export function cardSecrets(values: ReadonlyMap<FieldKind, string>): CardSecrets | null {
  const number = values.get('card-number');
  const expiry = expiryOf(values.get('card-exp') ?? '');
  const cvc = values.get('card-cvc');
  if (number === undefined || expiry === null || cvc === undefined) return null;
  const name = values.get('card-name');
  const postalCode = values.get('card-postal-code');
  return {
    number,
    exp_month: expiry.month,
    exp_year: expiry.year,
    cvc,
    ...(name !== undefined && { name }),
    ...(postalCode !== undefined && { postal_code: postalCode }),
  };
}
