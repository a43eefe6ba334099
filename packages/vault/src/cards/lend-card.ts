import { FieldfareError } from '@fieldfare/protocol';
import type { CardSecrets } from '@fieldfare/protocol';
import type { OpenedCard, StoredCard } from '../ports.ts';
import { withoutQuotes } from './without-quotes.ts';

/**
 * Holds a card for the length of one payment. Between calls it exists as bytes that `release` zeroes; the strings that a call
 * gets are the runtime's and go with its garbage collection.
 */
export function lendCard(card: CardSecrets, stored: StoredCard): OpenedCard {
  const bytes = Buffer.from(JSON.stringify(card), 'utf8');
  let isReleased = false;
  return {
    stored,
    bin: binOf(card.number),
    use: async (call) => {
      if (isReleased) throw released();
      return withoutQuotes(() => call(JSON.parse(bytes.toString('utf8')) as CardSecrets));
    },
    release: () => {
      isReleased = true;
      bytes.fill(0);
    },
  };
}

/** Eight digits of the longer numbers, six of the shorter: with the last four they never show more than PCI DSS 3.4.1 lets. */
function binOf(number: string): string {
  return number.slice(0, number.length >= 16 ? 8 : 6);
}

function released(): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'card_released',
    message: 'The card was used after it had been released.',
    audience: 'operator',
  });
}
