const ALPHABET = /^[A-Za-z0-9_-]*$/;

/**
 * Decodes base64url without padding, strictly (RFC 7515, 2): no foreign character, no bits left over at the end. Node's own decoder
 * skips what it does not know, so that many spellings would mean one value. Answers null where the text is not the one spelling.
 */
export function decodeBase64url(text: string): Buffer | null {
  if (!ALPHABET.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
