import type { CardBrand } from './method.ts';

/**
 * Ranges of cards that carry a second brand besides their own, as far as they are published: French banks' Visa and Mastercard cards are
 * Cartes Bancaires as well. The last two ranges are of published test cards.
 */
const CARTES_BANCAIRES = /^(?:497\d|513[1-6]|4000002500001|5555552500001)/;

/** The other brand of a co-badged card, of which its holder may choose (Regulation (EU) 2015/751, article 8); null for every other card. */
export function coBadgeOf(number: string): CardBrand | null {
  return CARTES_BANCAIRES.test(number) ? 'cartes-bancaires' : null;
}
