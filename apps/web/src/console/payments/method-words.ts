import type { CardBrand, MaskedMethod } from '@fieldfare/protocol';

/** What a shopper calls a brand. */
export const BRAND_WORDS: Record<CardBrand, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  'american-express': 'Amex',
  discover: 'Discover',
  'diners-club': 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  maestro: 'Maestro',
  elo: 'Elo',
  mir: 'Mir',
  hiper: 'Hiper',
  hipercard: 'Hipercard',
  verve: 'Verve',
  'cartes-bancaires': 'Cartes Bancaires',
  unknown: 'Card',
};

/** What may be shown of a payment method, short: "Visa ···· 4242", "Bank ···· 6789". A bank's name may be long, and would hide the digits. */
export function methodWords(method: MaskedMethod | null): string {
  if (method === null) return 'No method yet';
  const name = method.type === 'ach' ? 'Bank' : BRAND_WORDS[method.brand ?? 'unknown'];
  return `${name} ···· ${method.last4}`;
}

/** "12/30", or null for what does not expire. */
export function expiryWords(method: MaskedMethod): string | null {
  if (method.exp_month === null || method.exp_year === null) return null;
  return `${String(method.exp_month).padStart(2, '0')}/${String(method.exp_year % 100).padStart(2, '0')}`;
}
