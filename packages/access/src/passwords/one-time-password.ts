import { randomInt } from 'node:crypto';

const DAY_MS = 86_400_000;
/** How long a one-time password serves. */
export const ONE_TIME_PASSWORD_MS = DAY_MS;

// Without what is mistaken for something else when it is read out.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';
const GROUPS = 5;

/** A password to be handed to somebody who then chooses their own: five groups of four, 83 random bits, each group with a digit at its end. */
export function newOneTimePassword(): string {
  return Array.from({ length: GROUPS }, newGroup).join('-');
}

function newGroup(): string {
  const letters = Array.from({ length: 3 }, () => LETTERS.charAt(randomInt(LETTERS.length)));
  return letters.join('') + DIGITS.charAt(randomInt(DIGITS.length));
}
