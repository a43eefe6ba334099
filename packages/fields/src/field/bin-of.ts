import { passesLuhn } from '@fieldfare/protocol/constants';
import { brandRules } from '../card/card-brand.ts';

/**
 * What may be told of a card number to the page around it: its first digits, once it is whole, so that nobody watches it grow. Eight only
 * of numbers of sixteen digits and more; of shorter ones too little would stay hidden (PCI DSS 3.4.1, the networks' truncation rules).
 */
export function binOf(number: string, digits: number): string | null {
  const isWhole = brandRules(number).lengths.includes(number.length) && passesLuhn(number);
  return isWhole && digits > 0 ? number.slice(0, number.length < 16 ? 6 : digits) : null;
}
