import type { AuthorizeOutcome, KeptCard, StoredCredential } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { CardSecrets } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import type { DeskContext } from './contract-desks.ts';

const OFF_SESSION: StoredCredential = { isOffSession: true, networkTransactionId: null };
const UNKNOWN = { type: 'declined', isUnprocessed: true, isReferenceUnknown: true };

/** What a processor promises of cards that it keeps. */
export function describeKeeping(get: () => DeskContext): void {
  const keeping = () => newId('keeping', get().harness.now());
  const tokenize = (secrets: CardSecrets, keepingId: string) => {
    const { cvc: _, ...card } = secrets;
    return get().processor.tokenize({ keepingId, card });
  };
  const keep = async (card: CardSecrets, keepingId = keeping()): Promise<string> => {
    const outcome = await tokenize(card, keepingId);
    if (outcome.type !== 'kept') throw new Error(`the card was answered ${outcome.type}: ${outcome.reason}`);
    return outcome.reference;
  };
  const charge = (
    card: KeptCard,
    { stored = OFF_SESSION, amountMinor = 2_500, attemptId = get().attempt() } = {},
  ): Promise<AuthorizeOutcome> => {
    const request = { attemptId, amountMinor, currency: 'USD' as const, card, stored };
    return get().processor.authorize({ ...request, statementDescriptor: 'CONTRACT SUITE' });
  };
  const detach = (keepingId: string) => {
    const now = get().harness.now().getTime();
    return get().processor.detach({
      keepingId,
      askedSince: new Date(now - 60_000),
      askedUntil: new Date(now + 60_000),
    });
  };

  describe('a kept card', () => {
    test('is charged by its reference, is found by the attempt, and can be captured', async () => {
      const reference = await keep(get().harness.approved);
      expect(reference).not.toContain(get().harness.approved.number);
      const attemptId = get().attempt();
      const outcome = await charge({ reference }, { attemptId });
      if (outcome.type !== 'authorized') throw new Error(`the kept card was answered ${outcome.type}`);
      expect(outcome.authorizedMinor).toBe(2_500);
      expect(await get().processor.lookup(attemptId)).toEqual(outcome);
      expect(await get().processor.capture(get().request(outcome, 2_500))).toMatchObject({ type: 'succeeded' });
      expect(await charge({ reference })).toMatchObject({ type: 'authorized' });
    });

    test('is charged with its holder there, who has typed its code again, and with a transaction that the network knows', async () => {
      const reference = await keep(get().harness.approved);
      const { cvc } = get().harness.approved;
      const present = { isOffSession: false, networkTransactionId: null };
      const attemptId = get().attempt();
      const first = await charge({ reference, cvc }, { stored: present, attemptId });
      if (first.type !== 'authorized') throw new Error(`the kept card was answered ${first.type}`);
      expect(await charge({ reference, cvc }, { stored: present, attemptId })).toEqual(first);
      const { networkTransactionId } = first;
      expect(await charge({ reference }, { stored: { isOffSession: true, networkTransactionId } })).toMatchObject({
        type: 'authorized',
      });
    });

    test('is declined like the card itself', async () => {
      for (const { card, declineCode, amountMinor = 2_500, isKept = true } of get().harness.declined) {
        if (!isKept) continue;
        const outcome = await charge({ reference: await keep(card), cvc: card.cvc }, { amountMinor });
        expect(outcome).toMatchObject({ type: 'declined', declineCode });
        expect(outcome).not.toHaveProperty('isUnprocessed');
      }
    });

    test('is kept once under one keeping, also at the same moment', async () => {
      const keepingId = keeping();
      const { approved } = get().harness;
      const references = await Promise.all([1, 2, 3].map(() => keepAtLast(approved, keepingId)));
      references.push(await keepAtLast(approved, keepingId));
      expect(new Set(references).size).toBe(1);
      expect(await keep(approved)).not.toBe(references[0]);
    });

    /** While the first is under way a processor may say so. */
    const keepAtLast = async (card: CardSecrets, keepingId: string): Promise<string> => {
      const outcome = await tokenize(card, keepingId);
      return outcome.type === 'kept' ? outcome.reference : keepAtLast(card, keepingId);
    };

    test('that is forgotten is unknown from then on, and nothing was decided upon', async () => {
      const keepingId = keeping();
      const reference = await keep(get().harness.approved, keepingId);
      const other = await keep(get().harness.approved);
      expect(await detach(keepingId)).toEqual({ type: 'detached' });
      const attemptId = get().attempt();
      expect(await charge({ reference }, { attemptId })).toMatchObject(UNKNOWN);
      expect(await get().processor.lookup(attemptId)).toEqual({ type: 'absent' });
      expect(await detach(keepingId)).toEqual({ type: 'detached' });
      expect(await charge({ reference: other })).toMatchObject({ type: 'authorized' });
    });

    test('that was never there is unknown, and forgotten already', async () => {
      expect(await charge({ reference: 'nothing' })).toMatchObject(UNKNOWN);
      expect(await charge({ reference: 'nothing', cvc: '737' })).toMatchObject(UNKNOWN);
      expect(await detach(keeping())).toEqual({ type: 'detached' });
    });

    test('refuses an attempt id that comes again with another reference', async () => {
      const attemptId = get().attempt();
      const other = get().harness.declined[0]?.card ?? get().harness.approved;
      const [first, second] = [await keep(get().harness.approved), await keep(other)];
      await charge({ reference: first }, { attemptId });
      await expect(charge({ reference: second }, { attemptId })).rejects.toThrow(/parameters/);
    });
  });
}
