import type { AuthorizeOutcome, OperationOutcome, Processor } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { BankAccountSecrets, CardSecrets, DeclineCode } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** One processor under test, with what differs between processors. */
export interface ProcessorHarness {
  processor: Processor;
  approved: CardSecrets;
  declined: readonly { card: CardSecrets; declineCode: DeclineCode }[];
  /** A card that the processor asks a challenge for, where it asks any. */
  challenged?: { card: CardSecrets; code: string; wrongCode: string };
  /** Bank accounts and what becomes of their debits, where the processor takes any. `stepMs`: how long the network takes for each step. */
  debited?: {
    settles: BankAccountSecrets;
    returned: readonly { account: BankAccountSecrets; code: string }[];
    returnedLate: { account: BankAccountSecrets; code: string };
    stepMs: number;
  };
  /** A card that is authorized without anybody being told. */
  unanswered: CardSecrets;
  /** False where the books forget what was refused before it began, so that a look for it finds nothing. */
  remembersRefusals?: boolean;
  /** False where a capture names no currency, because the processor takes the authorization's. */
  namesCurrency?: boolean;
  /** The processor's clock, and how a test lets it run on by milliseconds. */
  now(): Date;
  advance(ms: number): void;
  close(): Promise<void>;
}

type Authorized = Extract<AuthorizeOutcome, { type: 'authorized' }>;

const CURRENCY = 'USD';

/** The suite that every processor adapter passes: what packages/payments relies on, and nothing that is one processor's own. */
export function describeProcessor(name: string, start: () => Promise<ProcessorHarness>): void {
  let harness: ProcessorHarness;
  let processor: Processor;

  const attempt = () => newId('attempt', harness.now());
  const authorize = (card: CardSecrets, amountMinor: number, attemptId = attempt()) =>
    processor.authorize({ attemptId, amountMinor, currency: CURRENCY, card, statementDescriptor: 'CONTRACT SUITE' });
  const hold = async (amountMinor: number): Promise<Authorized> => {
    const outcome = await authorize(harness.approved, amountMinor);
    if (outcome.type !== 'authorized') throw new Error(`the approved card was answered ${outcome.type}`);
    return outcome;
  };
  const request = (
    { processorReference }: { processorReference: string },
    amountMinor: number,
    attemptId = attempt(),
  ) => ({
    attemptId,
    processorReference,
    amountMinor,
    currency: CURRENCY as 'USD',
  });
  const count = (outcomes: OperationOutcome[], type: OperationOutcome['type']) =>
    outcomes.filter((o) => o.type === type).length;

  describe(`${name} as a processor`, () => {
    beforeAll(async () => {
      harness = await start();
      processor = harness.processor;
    });
    afterAll(() => harness.close());

    describe('authorize', () => {
      test('holds exactly what was asked for, until a moment in the future', async () => {
        const outcome = await hold(2_500);
        expect(outcome.authorizedMinor).toBe(2_500);
        expect(outcome.processorReference).not.toBe('');
        expect(outcome.expiresAt.getTime()).toBeGreaterThan(harness.now().getTime());
      });

      test('declines each declining card with our own code', async () => {
        expect(harness.declined).not.toHaveLength(0);
        for (const { card, declineCode } of harness.declined) {
          expect(await authorize(card, 2_500)).toMatchObject({ type: 'declined', declineCode });
        }
      });

      test('answers a repeated attempt with its first outcome, also at the same moment', async () => {
        const attemptId = attempt();
        const outcomes = await Promise.all([1, 2, 3, 4].map(() => authorize(harness.approved, 2_500, attemptId)));
        outcomes.push(await authorize(harness.approved, 2_500, attemptId));
        expect(outcomes[0]).toMatchObject({ type: 'authorized' });
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      });

      test('answers a repeated decline with the same decline', async () => {
        const attemptId = attempt();
        const card = harness.declined[0]?.card ?? harness.approved;
        expect(await authorize(card, 2_500, attemptId)).toEqual(await authorize(card, 2_500, attemptId));
      });

      test('refuses an attempt id that comes again with other parameters, and keeps the first outcome', async () => {
        const attemptId = attempt();
        const first = await authorize(harness.approved, 2_500, attemptId);
        await expect(authorize(harness.approved, 2_600, attemptId)).rejects.toThrow(/parameters/);
        const other = harness.declined[0]?.card ?? harness.approved;
        await expect(authorize(other, 2_500, attemptId)).rejects.toThrow(/parameters/);
        expect(await processor.lookup(attemptId)).toEqual(first);
      });
    });

    describe('challenges', () => {
      const challenge = async () => {
        const { challenged } = harness;
        const desk = processor.challenges;
        expect(desk === undefined).toBe(challenged === undefined);
        if (!desk || !challenged) return null;
        const attemptId = attempt();
        const outcome = await authorize(challenged.card, 2_500, attemptId);
        if (outcome.type !== 'action_required') throw new Error(`the challenged card was answered ${outcome.type}`);
        return { ...challenged, desk, attemptId, outcome };
      };
      const notAuthenticated = { type: 'declined', declineCode: 'authentication_failed' };

      test('ask before anything is held, with an end in the future', async () => {
        const asked = await challenge();
        if (!asked) return;
        const { processorReference, action } = asked.outcome;
        expect(action.expiresAt.getTime()).toBeGreaterThan(harness.now().getTime());
        expect(await processor.lookup(asked.attemptId)).toEqual(asked.outcome);
        expect(await processor.capture(request({ processorReference: processorReference ?? '' }, 2_500))).toMatchObject(
          {
            type: 'refused',
          },
        );
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
        expect(await processor.lookup(attemptId)).toEqual(held);
        expect(await processor.capture(request(held, 2_500))).toMatchObject({ type: 'succeeded' });
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
        expect(await processor.lookup(attemptId)).toMatchObject(notAuthenticated);
      });

      test('are over once given up or run out', async () => {
        const givenUp = await challenge();
        if (!givenUp) return;
        const { desk, code } = givenUp;
        expect(await desk.abandon(givenUp)).toMatchObject(notAuthenticated);
        expect(await desk.complete({ attemptId: givenUp.attemptId, code })).toMatchObject(notAuthenticated);
        const late = await challenge();
        if (!late) return;
        harness.advance(late.outcome.action.expiresAt.getTime() - harness.now().getTime() + 1_000);
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
      const submit = async (account: BankAccountSecrets, amountMinor = 2_500, attemptId = attempt()) => {
        const outcome = await processor.debits?.submit({ attemptId, amountMinor, currency: CURRENCY, account });
        return { attemptId, outcome };
      };
      const lookup = async ({ attemptId }: { attemptId: string }) => processor.lookup(attemptId);

      test('are offered exactly where the harness has accounts for them', () => {
        expect(processor.debits === undefined).toBe(harness.debited === undefined);
      });

      test('are on their way first, then settle, and can be refunded', async () => {
        if (!harness.debited) return;
        const debit = await submit(harness.debited.settles);
        expect(debit.outcome).toMatchObject({ type: 'pending' });
        expect(await lookup(debit)).toEqual(debit.outcome);
        harness.advance(harness.debited.stepMs + 1);
        const settled = await lookup(debit);
        if (settled.type !== 'succeeded') throw new Error(`the debit is ${settled.type}`);
        expect(await processor.refund(request(settled, 1_000))).toMatchObject({ type: 'succeeded' });
        expect(await processor.refund(request(settled, 1_501))).toMatchObject({ type: 'refused' });
      });

      test("are returned with the network's code", async () => {
        if (!harness.debited) return;
        for (const { account, code } of harness.debited.returned) {
          const debit = await submit(account);
          expect(debit.outcome).toMatchObject({ type: 'pending' });
          harness.advance(harness.debited.stepMs + 1);
          expect(await lookup(debit)).toMatchObject({ type: 'returned', code });
        }
      });

      test('may be returned after they settled', async () => {
        if (!harness.debited) return;
        const { account, code } = harness.debited.returnedLate;
        const debit = await submit(account);
        harness.advance(harness.debited.stepMs + 1);
        expect(await lookup(debit)).toMatchObject({ type: 'succeeded' });
        harness.advance(harness.debited.stepMs + 1);
        expect(await lookup(debit)).toMatchObject({ type: 'returned', code });
      });

      test('are taken once under an attempt id, also at the same moment', async () => {
        if (!harness.debited) return;
        const { settles } = harness.debited;
        const attemptId = attempt();
        const outcomes = await Promise.all([1, 2, 3].map(() => submit(settles, 2_500, attemptId)));
        for (const { outcome } of outcomes) expect(outcome).toEqual(outcomes[0]?.outcome);
        await expect(submit(settles, 2_600, attemptId)).rejects.toThrow(/parameters/);
      });
    });

    describe('capture', () => {
      test('takes all of the authorization, or less', async () => {
        expect(await processor.capture(request(await hold(2_500), 2_500))).toMatchObject({ type: 'succeeded' });
        expect(await processor.capture(request(await hold(2_500), 1))).toMatchObject({ type: 'succeeded' });
      });

      test('refuses more than was authorized', async () => {
        expect(await processor.capture(request(await hold(2_500), 2_501))).toMatchObject({ type: 'refused' });
      });

      test('happens once: of several at the same moment one succeeds', async () => {
        const held = await hold(2_500);
        const outcomes = await Promise.all([1, 2, 3, 4].map(() => processor.capture(request(held, 1_000))));
        expect(count(outcomes, 'succeeded')).toBe(1);
        expect(count(outcomes, 'refused')).toBe(3);
      });

      test('answers a repeated attempt with its first outcome', async () => {
        const again = request(await hold(2_500), 2_500);
        const outcomes = await Promise.all([processor.capture(again), processor.capture(again)]);
        outcomes.push(await processor.capture(again));
        expect(outcomes[0]).toMatchObject({ type: 'succeeded' });
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      });

      test('refuses an attempt id that comes again with other parameters', async () => {
        const held = await hold(2_500);
        const first = request(held, 2_500);
        await processor.capture(first);
        await expect(processor.capture({ ...first, amountMinor: 2_400 })).rejects.toThrow(/parameters/);
        await expect(processor.void(first)).rejects.toThrow(/parameters/);
        await expect(processor.capture({ ...first, ...(await reference()) })).rejects.toThrow(/parameters/);
      });

      test('refuses an unknown authorization and another currency', async () => {
        expect(await processor.capture(request({ processorReference: 'nothing' }, 100))).toMatchObject({
          type: 'refused',
        });
        if (harness.namesCurrency === false) return;
        expect(await processor.capture({ ...request(await hold(2_500), 100), currency: 'EUR' })).toMatchObject({
          type: 'refused',
        });
      });

      test('is refused once the authorization has lapsed', async () => {
        const held = await hold(2_500);
        harness.advance(held.expiresAt.getTime() - harness.now().getTime() + 60_000);
        expect(await processor.capture(request(held, 2_500))).toMatchObject({ type: 'refused' });
      });
    });

    describe('void', () => {
      test('releases what was not captured, and nothing can be captured afterwards', async () => {
        const held = await hold(2_500);
        expect(await processor.void(request(held, 2_500))).toMatchObject({ type: 'succeeded' });
        expect(await processor.capture(request(held, 2_500))).toMatchObject({ type: 'refused' });
        expect(await processor.void(request(held, 2_500))).toMatchObject({ type: 'refused' });
      });

      test('is refused after a capture', async () => {
        const held = await hold(2_500);
        await processor.capture(request(held, 1_000));
        expect(await processor.void(request(held, 2_500))).toMatchObject({ type: 'refused' });
      });

      test('against a capture at the same moment: exactly one succeeds', async () => {
        for (let round = 0; round < 5; round++) {
          const held = await hold(2_500);
          const outcomes = await Promise.all([
            processor.void(request(held, 2_500)),
            processor.capture(request(held, 2_500)),
          ]);
          expect(count(outcomes, 'succeeded')).toBe(1);
          expect(count(outcomes, 'refused')).toBe(1);
        }
      });
    });

    describe('refund', () => {
      const captured = async (amountMinor: number) => {
        const held = await hold(amountMinor);
        await processor.capture(request(held, amountMinor));
        return held;
      };

      test('returns what was captured, in parts, and never more', async () => {
        const held = await captured(2_500);
        expect(await processor.refund(request(held, 1_000))).toMatchObject({ type: 'succeeded' });
        expect(await processor.refund(request(held, 1_501))).toMatchObject({ type: 'refused' });
        expect(await processor.refund(request(held, 1_500))).toMatchObject({ type: 'succeeded' });
        expect(await processor.refund(request(held, 1))).toMatchObject({ type: 'refused' });
      });

      test('never returns more than was captured when several come at the same moment', async () => {
        const held = await captured(1_000);
        const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => processor.refund(request(held, 300))));
        expect(count(outcomes, 'succeeded')).toBe(3);
        expect(count(outcomes, 'refused')).toBe(2);
      });

      test('counts a repeated attempt once', async () => {
        const held = await captured(1_000);
        const again = request(held, 600);
        expect(await processor.refund(again)).toEqual(await processor.refund(again));
        expect(await processor.refund(request(held, 400))).toMatchObject({ type: 'succeeded' });
      });

      test('is refused before a capture', async () => {
        expect(await processor.refund(request(await hold(1_000), 100))).toMatchObject({ type: 'refused' });
      });
    });

    describe('lookup', () => {
      test('says absent for an attempt that never arrived', async () => {
        expect(await processor.lookup(attempt())).toEqual({ type: 'absent' });
      });

      test('answers the outcome of each kind of attempt', async () => {
        const authorizeId = attempt();
        const held = await authorize(harness.approved, 2_500, authorizeId);
        if (held.type !== 'authorized') throw new Error('the approved card was not approved');
        expect(await processor.lookup(authorizeId)).toEqual(held);

        const { processorReference } = held;
        const look = (type: 'capture' | 'refund', id: string) => processor.lookup(id, { type, processorReference });
        const capture = request(held, 2_000);
        expect(await look('capture', capture.attemptId)).toEqual({ type: 'absent' });
        const succeeded = await processor.capture(capture);
        expect(await look('capture', capture.attemptId)).toEqual(succeeded);
        const refund = request(held, 500);
        expect(await look('refund', refund.attemptId)).toEqual({ type: 'absent' });
        expect(await processor.refund(refund)).toEqual(await look('refund', refund.attemptId));
        const refused = request(held, 2_001);
        const refusal = await processor.refund(refused);
        expect(refusal).toMatchObject({ type: 'refused' });
        expect(await look('refund', refused.attemptId)).toEqual(
          harness.remembersRefusals === false ? { type: 'absent' } : refusal,
        );

        for (const { card } of harness.declined) {
          const declineId = attempt();
          expect(await authorize(card, 2_500, declineId)).toEqual(await processor.lookup(declineId));
        }
      });

      test('finds the authorization that nobody was told of, and it can be captured', async () => {
        const attemptId = attempt();
        expect(await authorize(harness.unanswered, 2_500, attemptId)).toMatchObject({ type: 'unknown' });
        const found = await processor.lookup(attemptId);
        if (found.type !== 'authorized') throw new Error(`the books say ${found.type}`);
        expect(found.authorizedMinor).toBe(2_500);
        expect(await processor.capture(request(found, 2_500))).toMatchObject({ type: 'succeeded' });
      });
    });

    test('declares how long absence settles and how long it remembers, and that it is healthy', async () => {
      expect(processor.settlingDelayMs).toBeGreaterThan(0);
      expect(processor.idempotencyWindowMs).toBeGreaterThan(processor.settlingDelayMs);
      expect(await processor.health()).toMatchObject({ isHealthy: true });
    });
  });

  async function reference(): Promise<{ processorReference: string }> {
    const { processorReference } = await hold(2_500);
    return { processorReference };
  }
}
