import type { ChargedCard } from '@fieldfare/payments';

/** A card as Braintree takes it, without its security code. */
export function cardOf({ number, exp_month, exp_year, name }: ChargedCard) {
  return {
    number,
    expirationMonth: String(exp_month).padStart(2, '0'),
    expirationYear: String(exp_year),
    ...(name === undefined ? {} : { cardholderName: name }),
  };
}
