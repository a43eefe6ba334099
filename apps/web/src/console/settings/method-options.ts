import { CardBrand } from '@fieldfare/protocol';
import type { SelectOption } from '@fieldfare/ui';
import { BRAND_WORDS } from '../payments/method-words.ts';

export const METHOD_OPTIONS: readonly SelectOption[] = [
  { value: 'card', label: 'Cards' },
  { value: 'ach', label: 'Bank debits (ACH)' },
];

/** Every brand that a number tells; a card of another one has no name to be chosen by. */
export const BRAND_OPTIONS: readonly SelectOption[] = CardBrand.options
  .filter((brand) => brand !== 'unknown')
  .map((brand) => ({ value: brand, label: BRAND_WORDS[brand] }));
