import { createHash, randomInt } from 'node:crypto';
import { RECOVERY_CODES } from '@fieldfare/protocol';

// Crockford's base 32: without what is mistaken for something else when it is copied by hand.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 4;
const GROUP_LETTERS = 5;

/** Codes that each serve once in the place of the app: four groups of five, 99 random bits. Each group has a letter, so that none reads like a card number. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: GROUPS }, newGroup).join('-'));
}

/** What is stored of a code. It is random, so that a plain hash is as good as a slow one; it is its owner's, so that it serves nobody else. */
export function recoveryCodeHash(userId: string, code: string): Buffer {
  return createHash('sha256')
    .update(`fieldfare recovery code v1\0${userId}\0${asWritten(code)}`)
    .digest();
}

function newGroup(): string {
  for (;;) {
    const group = Array.from({ length: GROUP_LETTERS }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
    if (/[a-z]/.test(group)) return group;
  }
}

/** As it was written down, whatever the person made of its letters, spaces and hyphens. */
function asWritten(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}
