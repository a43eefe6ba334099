// RFC 4648's base 32, lower case: so few of them are digits that no reference reads like a card number.
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 24;

/** The bank's own name for something in its books: `sbx_` and 24 random characters. */
export function newReference(): string {
  let reference = 'sbx_';
  for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(LENGTH))) reference += ALPHABET.charAt(byte & 31);
  return reference;
}
