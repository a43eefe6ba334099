import * as z from 'zod';

/** ISO 4217 exponents of the currencies that Fieldfare accepts: how many decimals the minor unit stands for. */
export const CURRENCY_EXPONENTS = {
  USD: 2,
  EUR: 2,
  GBP: 2,
  CAD: 2,
  AUD: 2,
  NZD: 2,
  CHF: 2,
  SEK: 2,
  NOK: 2,
  DKK: 2,
  PLN: 2,
  CZK: 2,
  MXN: 2,
  BRL: 2,
  SGD: 2,
  HKD: 2,
  INR: 2,
  ZAR: 2,
  JPY: 0,
  KRW: 0,
  CLP: 0,
  KWD: 3,
  BHD: 3,
  TND: 3,
} as const;

export type Currency = keyof typeof CURRENCY_EXPONENTS;

const CURRENCIES = Object.keys(CURRENCY_EXPONENTS) as [Currency, ...Currency[]];

export const Currency = z.enum(CURRENCIES);

/** An amount in the currency's minor unit. The ceiling keeps every sum of amounts an exact integer. */
export const MAX_AMOUNT_MINOR = 99_999_999_999;
export const AmountMinor = z.int().min(0).max(MAX_AMOUNT_MINOR);
export const PositiveAmountMinor = AmountMinor.min(1);

/** A sum of amounts, which may be owed the other way round and passes what one payment may be. */
export const SumMinor = z.int();

export interface Money {
  amountMinor: number;
  currency: Currency;
}

/** Adds two amounts of the same currency; throws a RangeError where the currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency}`);
  return { amountMinor: a.amountMinor + b.amountMinor, currency: a.currency };
}

/** The amount as a decimal string without a symbol, exact for every exponent: 1999 USD is "19.99". */
export function toDecimal({ amountMinor, currency }: Money): string {
  const exponent = CURRENCY_EXPONENTS[currency];
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** The amount as people of the locale write it, with its currency: "$19.99". */
export function formatMoney(money: Money, locale = 'en-US'): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  // A decimal string is formatted exactly; a number would pass through binary floating point.
  return format.format(toDecimal(money) as Intl.StringNumericLiteral);
}
