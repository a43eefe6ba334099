import { randomInt } from 'node:crypto';
import { passesLuhn } from '@fieldfare/protocol';
import { codeForms, numberForms } from './leak-forms.ts';

/** A card that exists nowhere but in this run: a random number that passes Luhn and a random code of four digits. */
export interface CanaryCard {
  number: string;
  cvc: string;
}

/**
 * An American Express number, whose security code has four digits. The code begins with zero, as no amount, year, sequence, port or duration is
 * written, and no last four of these numbers: what equals it is no chance.
 */
export function canaryCard(): CanaryCard {
  const body = `3${randomInt(2) === 0 ? 4 : 7}${digits(9)}${1 + randomInt(9)}${digits(2)}`;
  const check = Array.from({ length: 10 }, (_, digit) => String(digit)).find((digit) => passesLuhn(body + digit));
  return { number: `${body}${check}`, cvc: `0${1 + randomInt(9)}${digits(2)}` };
}

/** A bank account's number that exists nowhere but in this run. */
export function canaryAccount(): string {
  return `${1 + randomInt(9)}${digits(11)}`;
}

/** Every way in which the card would show in a text. The code is searched for standing alone, or named. */
export function tracesOf({ number, cvc }: CanaryCard): RegExp {
  return new RegExp(`${numberForms(number).source}|${codeForms(cvc).source}`, 'i');
}

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
