/** The Luhn check of ISO/IEC 7812-1 over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, isDouble = false; i >= 0; i--, isDouble = !isDouble) {
    const digit = digits.charCodeAt(i) - 48;
    sum += isDouble ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

// Digits with at most three separators between neighbours: what people, spreadsheets and word processors make of a card number.
const SEPARATOR = String.raw`[\s.\-_/\u00ad\u00b7\u200b-\u200f\u2010-\u2015\u2022\u2060\u2212\ufeff]`;
const DIGIT_RUN = new RegExp(String.raw`\d(?:${SEPARATOR}{0,3}\d){12,}`, 'g');

/** What need not be looked at closer, which is nearly every text, is plain ASCII of fewer than thirteen digits. */
const MAY_HOLD_PAN = /[^ -~]|(?:\d\D*){13}/;

/** Ids that programs make: a UUID, an id of ours, a digest. */
const MADE_ID =
  /(?<![0-9a-z])(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[a-z]{2,6}_([0-9a-z]{26})|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-z])/gi;

const [SHORTEST, LONGEST] = [13, 19];

/** Of the numbers that begin with 2, 8 or 9 networks use these: an order number that begins with its year is none of them. */
const RARE_ISSUER = /^(?:220[0-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|81|8600|9792|9860)/;

/**
 * Finds what reads like a card number: 13 to 19 digits that pass Luhn and begin as card networks' do, alone, separated, or beside other
 * digits such as an expiry or a security code. Returns where its digits start, or null. Within an id that a program made (a UUID, a digest)
 * digits prove nothing: one in a thousand happens to hold a number that passes.
 */
export function findPan(text: string): { index: number; length: number } | null {
  if (!MAY_HOLD_PAN.test(text)) return null;
  const readable = text.normalize('NFKC').replace(OTHER_DIGIT, asciiDigit).replace(MADE_ID, blankWhereMixed);
  for (const match of readable.matchAll(DIGIT_RUN)) {
    if (holdsPan(match[0])) return { index: match.index, length: match[0].length };
  }
  return null;
}

function holdsPan(run: string): boolean {
  const groups = run.split(/\D+/);
  const digits = groups.join('');
  // A run of 20 or more digits holds some window that passes by chance nearly always: there only the usual length counts.
  if (digits.length > LONGEST) {
    for (let start = 0; start + 16 <= digits.length; start++)
      if (readsLikePan(digits.slice(start, start + 16))) return true;
  }
  if (readsLikePan(digits)) return true;
  return groups.some((_, first) => startsWithPan(groups.slice(first)));
}

/** Whether the first groups make a number by themselves: one group, groups of one size, or groups as they are embossed on cards. */
function startsWithPan(groups: readonly string[]): boolean {
  let candidate = '';
  for (const [index, group] of groups.entries()) {
    candidate += group;
    if (candidate.length > LONGEST) return false;
    if (isGroupedLikePan(groups.slice(0, index + 1)) && readsLikePan(candidate)) return true;
  }
  return false;
}

function isGroupedLikePan(groups: readonly string[]): boolean {
  const sizes = groups.map(({ length }) => length);
  return groups.length === 1 || new Set(sizes).size === 1 || sizes.every((size) => size >= 3 && size <= 7);
}

function readsLikePan(digits: string): boolean {
  const isIssued = /^[3-6]/.test(digits) || (digits.length > 15 && RARE_ISSUER.test(digits));
  return digits.length >= SHORTEST && digits.length <= LONGEST && isIssued && passesLuhn(digits);
}

/** Digits of other scripts, such as ٤ or ४. What only looks different, such as full-width digits, normalization has made ASCII. */
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;

/** Unicode encodes the digits of a script as ten code points in order. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((codePoint - first) % 10);
}

/** An id whose digits stand among letters is blanked; one of digits alone is looked at like any other text. */
function blankWhereMixed(id: string, tail: string | undefined): string {
  return /[a-z]/i.test(tail ?? id) ? '-'.repeat(id.length) : id;
}
