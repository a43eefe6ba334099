import { CURRENCY_EXPONENTS, Currency } from '@fieldfare/protocol';

/**
 * A decimal string of Braintree's, in minor units: "19.99" of USD is 1999. Throws a RangeError for another currency or form, so that such
 * an answer is in doubt and no amount is guessed.
 */
export function minorOf(decimal: string, currency: string): number {
  const exponent = CURRENCY_EXPONENTS[Currency.parse(currency)];
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const rest = fraction.slice(exponent);
  if (whole === undefined || /[1-9]/.test(rest)) throw new RangeError('this is no amount of the currency');
  return Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
}
