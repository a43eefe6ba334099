/** The Luhn check of ISO/IEC 7812-1 over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, isDouble = false; i >= 0; i--, isDouble = !isDouble) {
    const digit = digits.charCodeAt(i) - 48;
    sum += isDouble ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

// Digits with at most two separators between neighbours: what people, spreadsheets and word processors make of a card number.
const DIGIT_RUN = /\d(?:[\s.\-_/\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff]{0,2}\d){12,}/g;

/**
 * Finds what reads like a card number: 13 to 19 digits that pass Luhn, begin with a digit that card networks use (2 to 6) and stand alone
 * or separated. Returns where it starts, or null. A longer run of digits is searched through every window of it.
 */
export function findPan(text: string): { index: number; length: number } | null {
  // Full-width digits, and whatever else only looks different, are the same digits.
  for (const match of text.normalize('NFKC').matchAll(DIGIT_RUN)) {
    const digits = match[0].replace(/\D/g, '');
    for (let length = Math.min(19, digits.length); length >= 13; length--) {
      for (let start = 0; start + length <= digits.length; start++) {
        const candidate = digits.slice(start, start + length);
        if (isStandAlone(digits, length) && /^[2-6]/.test(candidate) && passesLuhn(candidate))
          return { index: match.index, length: match[0].length };
      }
    }
  }
  return null;
}

/** A run of 20 or more digits holds some Luhn-valid window by chance nearly always: there only the usual lengths count. */
function isStandAlone(run: string, length: number): boolean {
  return run.length <= 19 ? length === run.length : length === 16;
}
