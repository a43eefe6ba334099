import { createHmac, createSecretKey } from 'node:crypto';
import type { AuthorizeRequest, Clock, Processor } from '@fieldfare/payments';
import { passesLuhn } from '@fieldfare/protocol';
import { PUBLISHED_CARDS } from './card-behaviour.ts';
import type { NamedCard } from './card-behaviour.ts';
import { newReference } from './new-reference.ts';
import type { BankCard, SandboxBooks } from './sandbox-books.ts';

export interface SandboxKeepingOptions {
  books: SandboxBooks;
  hashKey: Buffer;
  clock: Clock;
}

export interface SandboxKeeping extends Pick<Processor, 'tokenize' | 'detach'> {
  /** The card that is to be charged; null where the bank keeps none under its reference. Rejects where the books cannot be reached. */
  cardOf(card: AuthorizeRequest['card']): Promise<(BankCard & { named: NamedCard }) | null>;
}

const UNREACHED = { type: 'unknown', reason: 'The bank could not be reached.' } as const;

/** The simulated bank's side of kept cards. It knows a card by an HMAC of its number, and the published ones by theirs. */
export function createSandboxKeeping({ books, hashKey, clock }: SandboxKeepingOptions): SandboxKeeping {
  const key = createSecretKey(hashKey);
  const hashOf = (number: string) => createHmac('sha256', key).update(number).digest();
  const published = new Map(PUBLISHED_CARDS.map((number) => [hashOf(number).toString('base64'), number]));
  return {
    cardOf: async (card) => {
      if (!('reference' in card)) {
        const { number, cvc } = card;
        return { cardHash: hashOf(number), lastFour: number.slice(-4), named: { number, cvc } };
      }
      const kept = await books.keptCard(card.reference);
      const number = published.get(kept?.cardHash.toString('base64') ?? '') ?? null;
      return kept && { ...kept, named: { number, cvc: card.cvc } };
    },
    tokenize: async ({ keepingId, card: { number } }) => {
      if (!passesLuhn(number)) return { type: 'refused', reason: 'This is no card number.' };
      const entry = { keepingId, reference: newReference(), cardHash: hashOf(number), lastFour: number.slice(-4) };
      return books.keepCard({ ...entry, now: clock.now() }).then(
        (reference) => ({ type: 'kept', reference }) as const,
        () => UNREACHED,
      );
    },
    detach: ({ keepingId }) =>
      books.forgetCard(keepingId).then(
        () => ({ type: 'detached' }) as const,
        () => UNREACHED,
      ),
  };
}
