import { randomInt } from 'node:crypto';
import { passesLuhn } from '@fieldfare/protocol/constants';
import { cards, type TestCard } from '@fieldfare/testkit';

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/**
 * A card of nobody: an American Express number at random, because its code of four digits is rarer in other text than one of three. The code does not
 * begin with zero, so that it is the same digits where somebody kept it as a number.
 */
export function randomCard(): TestCard {
  const body = `37${digits(12)}`;
  const number = Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(passesLuhn);
  if (number === undefined) throw new Error('Every 14 digits have a check digit.');
  return { ...cards.amex, number, cvc: String(randomInt(1_000, 10_000)) };
}
