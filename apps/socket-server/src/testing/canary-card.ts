import { randomInt } from 'node:crypto';
import { passesLuhn } from '@fieldfare/protocol';

/** A card that exists nowhere but in this run: a random number that passes Luhn and a random four-digit code. */
export interface CanaryCard {
  number: string;
  cvc: string;
}

/** An American Express number, whose security code has four digits: three are found everywhere by chance. */
export function canaryCard(): CanaryCard {
  const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
  const body = `3${randomInt(2) === 0 ? 4 : 7}${digits(12)}`;
  const check = Array.from({ length: 10 }, (_, digit) => String(digit)).find((digit) => passesLuhn(body + digit));
  return { number: `${body}${check}`, cvc: digits(4) };
}

/** Every way in which the card would show in a text. The code is searched for standing alone. */
export function tracesOf({ number, cvc }: CanaryCard): RegExp {
  const bytes = Buffer.from(number);
  const plain = [
    number.split('').join('[ .\\-_]?'),
    bytes.toString('hex'),
    // Base64 spells the same bytes in three ways, by where they stand; the middle of each is its own.
    ...[0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(4, 16),
    ),
  ];
  return new RegExp(`${plain.join('|')}|(?<![A-Za-z0-9_.:+-])${cvc}(?![A-Za-z0-9_.:+-])`, 'i');
}
