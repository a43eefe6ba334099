/** Crockford's base 32: no I, L, O or U, so that it survives being read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BODY_LENGTH = 11;

/** A new human-readable record number such as `7K3M-92QX-4TBX`: 55 random bits and a check character. */
export function newRecordNumber(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(BODY_LENGTH));
  let body = '';
  for (const byte of bytes) body += ALPHABET.charAt(byte & 31);
  return group(body + checkCharacter(body));
}

/** What somebody typed, as it is stored: upper case, grouped, look-alikes mended. Null where the check character does not agree. */
export function parseRecordNumber(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (plain.length !== BODY_LENGTH + 1) return null;
  for (const character of plain) if (!ALPHABET.includes(character)) return null;
  return checkCharacter(plain.slice(0, -1)) === plain.slice(-1) ? group(plain) : null;
}

// Luhn mod N (ISO/IEC 7812-1 generalized): catches every single wrong character and nearly every swap of neighbours.
function checkCharacter(body: string): string {
  let sum = 0;
  for (let i = body.length - 1, factor = 2; i >= 0; i--, factor = factor === 2 ? 1 : 2) {
    const addend = factor * ALPHABET.indexOf(body.charAt(i));
    sum += Math.floor(addend / 32) + (addend % 32);
  }
  return ALPHABET.charAt((32 - (sum % 32)) % 32);
}

function group(plain: string): string {
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}
