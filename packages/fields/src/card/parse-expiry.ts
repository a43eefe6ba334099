/**
 * Digits `MMYY` out of whatever people paste and browsers fill in: "4/27", "04 / 2027", "2027-04", "0427". A lone month such as "4"
 * stays as typed unless it can only be one digit.
 */
export function parseExpiry(text: string): string {
  const isoYearFirst = /^\s*(20\d\d)\D+(\d{1,2})\D*$/.exec(text);
  if (isoYearFirst !== null) return `${pad(isoYearFirst[2])}${isoYearFirst[1]?.slice(2)}`;
  const separated = /^\D*(\d{1,2})\s*[/\-. ]\s*(\d{2}|20\d\d)\D*$/.exec(text);
  if (separated !== null) return `${pad(separated[1])}${separated[2]?.slice(-2)}`;
  const digits = text.replaceAll(/\D/g, '');
  const withMonth = /^[2-9]/.test(digits) || /^\d\s*\//.test(text.trim()) ? `0${digits}` : digits;
  // Who types a year of four digits types "20" first; no card of 2020 is good any more.
  return /^\d{2}20\d{1,2}$/.test(withMonth) ? withMonth.slice(0, 2) + withMonth.slice(4) : withMonth;
}

function pad(month = ''): string {
  return month.padStart(2, '0');
}

/** Month 1-12 and four-digit year of `MMYY`; null where it is not complete. */
export function expiryOf(digits: string): { month: number; year: number } | null {
  if (!/^\d{4}$/.test(digits)) return null;
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2)) };
}
