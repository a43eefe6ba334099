import { expiryOf, parseExpiry } from '../card/parse-expiry.ts';
import type { FieldSpec } from './field-spec.ts';

export const expirySpec: FieldSpec = {
  autocomplete: 'cc-exp',
  inputMode: 'numeric',
  placeholder: '{month} / {year}',
  parse: (text) => parseExpiry(text.normalize('NFKC')),
  maxLength: () => 4,
  format: (raw) => (raw.length > 2 ? `${raw.slice(0, 2)} / ${raw.slice(2)}` : raw),
  check(raw, { now }) {
    if (raw === '') return 'expiry_required';
    const expiry = expiryOf(raw);
    if (expiry === null)
      return raw.length >= 2 && !isMonth(Number(raw.slice(0, 2))) ? 'expiry_invalid' : 'expiry_incomplete';
    if (!isMonth(expiry.month)) return 'expiry_invalid';
    return isStillGood(raw, now) ? null : 'expiry_past';
  },
};

export function isMonth(month: number): boolean {
  return month >= 1 && month <= 12;
}

/** A card is good through the last day of its month, wherever the shopper is. */
function isStillGood(raw: string, now: Date): boolean {
  const expiry = expiryOf(raw);
  if (expiry === null || !isMonth(expiry.month)) return false;
  const months = expiry.year * 12 + expiry.month - 1;
  return months >= now.getFullYear() * 12 + now.getMonth();
}
