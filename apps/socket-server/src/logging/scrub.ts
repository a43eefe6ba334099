// A card number is at least 12 digits, also when people set it in groups; six in a row are as many as may be shown (PCI DSS 3.4.1).
const DIGITS = /\d(?:[\s.\-_/]{0,2}\d){6,}/g;
// Tokens, keys and hashes: long runs without a space. Words, paths and ids stay readable.
const OPAQUE = /[A-Za-z0-9_+=-]{40,}(?:\.[A-Za-z0-9_-]*)*/g;
const SECRET_KEY = /\b(sk|pk)_(test|live)_\w+/g;

/** Text of somebody else's error, without what could be card data or a secret. */
export function scrub(text: string): string {
  return text
    .replace(SECRET_KEY, '$1_$2_[removed]')
    .replace(OPAQUE, '[removed]')
    .replace(DIGITS, '[digits]')
    .slice(0, 500);
}
