import type { Processor } from '@fieldfare/payments';
import type { BankAccountSecrets, CardSecrets } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import type { ProcessorHarness } from './contract.ts';

/** The suite's own helpers, there once the harness has started. */
export interface DeskContext {
  harness: ProcessorHarness;
  processor: Processor;
  attempt: () => string;
  authorize: (card: CardSecrets, amountMinor: number, attemptId?: string) => ReturnType<Processor['authorize']>;
  request: (of: { processorReference: string }, amountMinor: number) => Parameters<Processor['capture']>[0];
}

const CURRENCY = 'USD';

/** What a processor promises that asks for challenges or takes bank debits. One that does neither has no desk for it. */
export function describeDesks(get: () => DeskContext): void {
  describe('challenges', () => {
    const challenge = async () => {
      const { challenged } = get().harness;
      const desk = get().processor.challenges;
      expect(desk === undefined).toBe(challenged === undefined);
      if (!desk || !challenged) return null;
      const attemptId = get().attempt();
      const outcome = await get().authorize(challenged.card, 2_500, attemptId);
      if (outcome.type !== 'action_required') throw new Error(`the challenged card was answered ${outcome.type}`);
      return { ...challenged, desk, attemptId, outcome };
    };
    const notAuthenticated = { type: 'declined', declineCode: 'authentication_failed' };

    test('ask before anything is held, with an end in the future', async () => {
      const asked = await challenge();
      if (!asked) return;
      const { processorReference, action } = asked.outcome;
      expect(action.expiresAt.getTime()).toBeGreaterThan(get().harness.now().getTime());
      expect(await get().processor.lookup(asked.attemptId)).toEqual(asked.outcome);
      expect(
        await get().processor.capture(get().request({ processorReference: processorReference ?? '' }, 2_500)),
      ).toMatchObject({
        type: 'refused',
      });
    });

    test('are passed by the right answer, once and for all, and what they held can be captured', async () => {
      const asked = await challenge();
      if (!asked) return;
      const { desk, attemptId, code, wrongCode } = asked;
      const outcomes = await Promise.all([1, 2, 3].map(() => desk.complete({ attemptId, code })));
      outcomes.push(await desk.complete({ attemptId, code: wrongCode }), await desk.abandon({ attemptId }));
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      const held = outcomes[0];
      if (held?.type !== 'authorized') throw new Error('the right answer did not pass');
      expect(held.authorizedMinor).toBe(2_500);
      expect(await get().processor.lookup(attemptId)).toEqual(held);
      expect(await get().processor.capture(get().request(held, 2_500))).toMatchObject({ type: 'succeeded' });
    });

    test('bear a limited number of wrong answers', async () => {
      const asked = await challenge();
      if (!asked) return;
      const { desk, attemptId, code, wrongCode, outcome } = asked;
      for (let left = outcome.action.triesLeft - 1; left > 0; left--) {
        const again = await desk.complete({ attemptId, code: wrongCode });
        expect(again).toMatchObject({ type: 'action_required', action: { triesLeft: left } });
      }
      expect(await desk.complete({ attemptId, code: wrongCode })).toMatchObject(notAuthenticated);
      expect(await desk.complete({ attemptId, code })).toMatchObject(notAuthenticated);
      expect(await get().processor.lookup(attemptId)).toMatchObject(notAuthenticated);
    });

    test('are over once given up or run out', async () => {
      const givenUp = await challenge();
      if (!givenUp) return;
      const { desk, code } = givenUp;
      expect(await desk.abandon(givenUp)).toMatchObject(notAuthenticated);
      expect(await desk.complete({ attemptId: givenUp.attemptId, code })).toMatchObject(notAuthenticated);
      const late = await challenge();
      if (!late) return;
      get().harness.advance(late.outcome.action.expiresAt.getTime() - get().harness.now().getTime() + 1_000);
      expect(await desk.complete({ attemptId: late.attemptId, code })).toMatchObject(notAuthenticated);
    });

    test('answered and given up at the same moment have one outcome', async () => {
      for (let round = 0; round < 5; round++) {
        const asked = await challenge();
        if (!asked) return;
        const { desk, attemptId, code } = asked;
        const [answered, givenUp] = await Promise.all([
          desk.complete({ attemptId, code }),
          desk.abandon({ attemptId }),
        ]);
        expect(answered).toEqual(givenUp);
      }
    });
  });

  describe('debits', () => {
    const submit = async (account: BankAccountSecrets, amountMinor = 2_500, attemptId = get().attempt()) => {
      const outcome = await get().processor.debits?.submit({ attemptId, amountMinor, currency: CURRENCY, account });
      return { attemptId, outcome };
    };
    const lookup = async ({ attemptId }: { attemptId: string }) => get().processor.lookup(attemptId);

    test('are offered exactly where the harness has accounts for them', () => {
      expect(get().processor.debits === undefined).toBe(get().harness.debited === undefined);
    });

    test('are on their way first, then settle, and can be refunded', async () => {
      const { debited } = get().harness;
      if (!debited) return;
      const debit = await submit(debited.settles);
      expect(debit.outcome).toMatchObject({ type: 'pending' });
      expect(await lookup(debit)).toEqual(debit.outcome);
      get().harness.advance(debited.stepMs + 1);
      const settled = await lookup(debit);
      if (settled.type !== 'succeeded') throw new Error(`the debit is ${settled.type}`);
      expect(await get().processor.refund(get().request(settled, 1_000))).toMatchObject({ type: 'succeeded' });
      expect(await get().processor.refund(get().request(settled, 1_501))).toMatchObject({ type: 'refused' });
    });

    test("are returned with the network's code", async () => {
      const { debited } = get().harness;
      if (!debited) return;
      for (const { account, code } of debited.returned) {
        const debit = await submit(account);
        expect(debit.outcome).toMatchObject({ type: 'pending' });
        get().harness.advance(debited.stepMs + 1);
        expect(await lookup(debit)).toMatchObject({ type: 'returned', code });
      }
    });

    test('may be returned after they settled', async () => {
      const { debited } = get().harness;
      if (!debited) return;
      const { account, code } = debited.returnedLate;
      const debit = await submit(account);
      get().harness.advance(debited.stepMs + 1);
      expect(await lookup(debit)).toMatchObject({ type: 'succeeded' });
      get().harness.advance(debited.stepMs + 1);
      expect(await lookup(debit)).toMatchObject({ type: 'returned', code });
    });

    test('are taken once under an attempt id, also at the same moment', async () => {
      const { debited } = get().harness;
      if (!debited) return;
      const { settles } = debited;
      const attemptId = get().attempt();
      const outcomes = await Promise.all([1, 2, 3].map(() => submit(settles, 2_500, attemptId)));
      for (const { outcome } of outcomes) expect(outcome).toEqual(outcomes[0]?.outcome);
      await expect(submit(settles, 2_600, attemptId)).rejects.toThrow(/parameters/);
    });
  });
}
