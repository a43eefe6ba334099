import type { CardBrand, CardSecrets, FieldKind } from '@fieldfare/protocol';
import { expiryOf } from '../card/parse-expiry.ts';

type Values = ReadonlyMap<FieldKind, string>;

/** Puts the collected values together; null where a field that a card needs is not on the page. */
export function cardSecrets(values: Values): CardSecrets | null {
  const [number, brand] = values.get('card-number')?.split(' ') ?? [];
  const expiry = expiryOf(expiryDigits(values));
  const cvc = values.get('card-cvc');
  if (number === undefined || expiry === null || cvc === undefined) return null;
  const name = values.get('card-name');
  const postalCode = values.get('card-postal-code');
  return {
    number,
    exp_month: expiry.month,
    exp_year: expiry.year,
    cvc,
    ...(brand !== undefined && { preferred_brand: brand as CardBrand }),
    ...(name !== undefined && { name }),
    ...(postalCode !== undefined && { postal_code: postalCode }),
  };
}

/** One field asks for the date, or two do. */
function expiryDigits(values: Values): string {
  return values.get('card-exp') ?? `${values.get('card-exp-month') ?? ''}${values.get('card-exp-year') ?? ''}`;
}
