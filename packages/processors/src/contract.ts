import type { AuthorizeOutcome, OperationOutcome, Processor, StoredCredential } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { BankAccountSecrets, CardSecrets, DeclineCode } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeBooks } from './contract-books.ts';
import { describeDesks } from './contract-desks.ts';
import { describeKeeping } from './contract-keeping.ts';

/** One processor under test, with what differs between processors. */
export interface ProcessorHarness {
  processor: Processor;
  approved: CardSecrets;
  /** Some processors' test banks decline by the amount; the first is declined whatever the amount is. */
  declined: readonly {
    card: CardSecrets;
    declineCode: DeclineCode;
    amountMinor?: number;
    /** False where the processor declines it by what it is not sent again with a kept card. */
    isKept?: boolean;
  }[];
  /** A card whose bank insists that its holder proves who they are, where they have not done so before; left out where the test bank has none. */
  authenticated?: CardSecrets;
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
  /** How long after a capture its money can be returned, in milliseconds; left out where it can at once. */
  settlesAfterMs?: number;
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
  const charge = (card: CardSecrets, stored: StoredCredential) => {
    const { cvc: _, ...saved } = card;
    const request = { attemptId: attempt(), amountMinor: 2_500, currency: CURRENCY, card: saved, stored } as const;
    return processor.authorize({ ...request, statementDescriptor: 'CONTRACT SUITE' });
  };
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
        for (const { card, declineCode, amountMinor } of harness.declined) {
          expect(await authorize(card, amountMinor ?? 2_500)).toMatchObject({ type: 'declined', declineCode });
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

    describe('a card on file', () => {
      const offSession = { isOffSession: true, networkTransactionId: null };

      test('is charged without its security code, and can be captured', async () => {
        const outcome = await charge(harness.approved, offSession);
        if (outcome.type !== 'authorized') throw new Error(`the approved card was answered ${outcome.type}`);
        expect(await processor.capture(request(outcome, 2_500))).toMatchObject({ type: 'succeeded' });
      });

      test('whose bank insists on a challenge is declined where nobody could answer, unless the network knows an earlier transaction', async () => {
        const { authenticated } = harness;
        if (!authenticated) return;
        expect(await charge(authenticated, offSession)).toMatchObject({
          type: 'declined',
          declineCode: 'authentication_failed',
        });
        const { networkTransactionId } = await hold(2_500);
        expect(networkTransactionId).not.toBeNull();
        expect(await charge(authenticated, { isOffSession: true, networkTransactionId })).toMatchObject({
          type: 'authorized',
        });
      });

      test('is declined like any other card', async () => {
        const [declined] = harness.declined;
        if (!declined) throw new Error('the harness has no declined card');
        expect(await charge(declined.card, offSession)).toMatchObject({
          type: 'declined',
          declineCode: declined.declineCode,
        });
      });
    });

    describeDesks(() => ({ harness, processor, attempt, authorize, request }));
    describeBooks(() => ({ harness, processor, attempt, authorize, request }));
    describeKeeping(() => ({ harness, processor, attempt, authorize, request }));

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
        harness.advance(harness.settlesAfterMs ?? 0);
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
        expect(await processor.lookup(authorizeId, { type: 'authorize', processorReference })).toEqual(held);
        const look = (type: 'capture' | 'refund', id: string) => processor.lookup(id, { type, processorReference });
        const capture = request(held, 2_000);
        expect(await look('capture', capture.attemptId)).toEqual({ type: 'absent' });
        const succeeded = await processor.capture(capture);
        expect(await look('capture', capture.attemptId)).toEqual(succeeded);
        harness.advance(harness.settlesAfterMs ?? 0);
        const refund = request(held, 500);
        expect(await look('refund', refund.attemptId)).toEqual({ type: 'absent' });
        expect(await processor.refund(refund)).toEqual(await look('refund', refund.attemptId));
        const refused = request(held, 2_001);
        const refusal = await processor.refund(refused);
        expect(refusal).toMatchObject({ type: 'refused' });
        expect(await look('refund', refused.attemptId)).toEqual(
          harness.remembersRefusals === false ? { type: 'absent' } : refusal,
        );

        for (const { card, amountMinor } of harness.declined) {
          const declineId = attempt();
          expect(await authorize(card, amountMinor ?? 2_500, declineId)).toEqual(await processor.lookup(declineId));
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

    test('declares how long absence settles and how long it remembers, if at all, and that it is healthy', async () => {
      expect(processor.settlingDelayMs).toBeGreaterThan(0);
      const { idempotencyWindowMs } = processor;
      expect(idempotencyWindowMs === 0 || idempotencyWindowMs > processor.settlingDelayMs).toBe(true);
      expect(await processor.health()).toMatchObject({ isHealthy: true });
    });
  });

  async function reference(): Promise<{ processorReference: string }> {
    const { processorReference } = await hold(2_500);
    return { processorReference };
  }
}
