const ALPHABET = /^[A-Za-z0-9_-]*$/;
/** Last characters that leave no bits over, where two (`12 bits`) or three (`18 bits`) characters remain at the end. */
const CLEAN_END = [/^/, /$^/, /[AQgw]$/, /[AEIMQUYcgkosw048]$/] as const;

/**
 * Decodes base64url without padding, strictly (RFC 7515, 2): no foreign character, no bits left over at the end. Node's own decoder
 * skips what it does not know, so that many spellings would mean one value. Answers null where the text is not the one spelling.
 */
export function decodeBase64url(text: string): Buffer | null {
  if (!ALPHABET.test(text) || !CLEAN_END[text.length & 3]?.test(text)) return null;
  return Buffer.from(text, 'base64url');
}
