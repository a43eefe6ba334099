const ALPHABET = /^[A-Za-z0-9_-]+$/;

/** Decodes base64url strictly (RFC 7515, 2): one spelling a value. Answers null for anything else, the empty text included. */
export function decodeBase64url(text: string): Buffer | null {
  if (!ALPHABET.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
