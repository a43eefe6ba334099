import { CURRENCY_EXPONENTS, toDecimal, type Currency } from '@fieldfare/protocol';

export type ParsedAmount = { ok: true; amountMinor: number } | { ok: false; problem: string };

/**
 * Reads an amount as people type it ("19.99", "1,234.5", "$20") into minor units of the currency, digit by digit and never through a
 * fraction. Refuses, with a sentence, what is empty, unreadable, too precise, zero, or above `maxMinor`.
 */
export function parseAmount(text: string, currency: Currency, maxMinor: number): ParsedAmount {
  const plain = text
    .trim()
    .replace(new RegExp(`^(${currency}|[$€£¥₩₹])\\s*`, 'i'), '')
    .replace(/\s/g, '');
  if (plain === '') return { ok: false, problem: 'Enter an amount.' };
  const match = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(plain);
  if (!match)
    return { ok: false, problem: `Enter an amount such as ${toDecimal({ amountMinor: maxMinor, currency })}.` };
  const exponent = CURRENCY_EXPONENTS[currency];
  const whole = (match[1] ?? '').replaceAll(',', '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) return { ok: false, problem: precisionProblem(currency, exponent) };
  const digits = (whole + fraction.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '');
  // Fifteen digits are always an exact integer; anything longer is beyond every limit anyway.
  if (digits.length > 15 || Number(digits) > maxMinor)
    return { ok: false, problem: `At most ${toDecimal({ amountMinor: maxMinor, currency })} ${currency} is possible.` };
  return digits === '0'
    ? { ok: false, problem: 'Enter an amount above zero.' }
    : { ok: true, amountMinor: Number(digits) };
}

function precisionProblem(currency: Currency, exponent: number): string {
  return exponent === 0 ? `${currency} has no decimals.` : `${currency} has ${exponent} decimals at most.`;
}
