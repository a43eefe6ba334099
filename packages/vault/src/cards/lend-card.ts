import { FieldfareError } from '@fieldfare/protocol';
import type { CardSecrets } from '@fieldfare/protocol';
import type { LentCard, OpenedCard, StorableCard, StoredCard } from '../ports.ts';
import { withoutQuotes } from './without-quotes.ts';

/** A card whose payload was opened, with what is stored of it. */
export function lendOpened(card: CardSecrets, stored: StoredCard): OpenedCard {
  return { stored, bin: binOf(card.number), ...lendCard(card) };
}

/**
 * Holds a card for the length of one payment. Its strings cannot be zeroed, so that no more of them are made than there are: calls get the
 * very ones that the payload was parsed to, and `release` lets go of them.
 */
export function lendCard<Secrets extends StorableCard>(card: Secrets): LentCard<Secrets> {
  let held: Secrets | null = card;
  return {
    use: async (call) => {
      if (!held) throw released();
      const lent = { ...held };
      return withoutQuotes(() => call(lent));
    },
    release: () => {
      held = null;
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
