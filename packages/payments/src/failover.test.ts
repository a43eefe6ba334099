import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOT_PROCESSED } from './not-processed.ts';
import type { Processor } from './ports/processor.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord } from './records.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';
import type { EngineFixture } from './testing/engine-fixture.ts';
import { createFakeBank } from './testing/fake-bank.ts';
import type { FakeBank } from './testing/fake-bank.ts';
import { isUnderWay } from './testing/memory-tables.ts';

/** What becomes of a question to one processor. */
type Fate = 'held_back' | 'declined' | 'authorized' | 'lost_before' | 'lost_after' | 'crashed_before' | 'crashed_after';

/** Several processors in an order of preference, each with a fate of its own. */
function withBanks(fates: readonly Fate[], fixture: EngineFixture = createEngineFixture()) {
  const banks = fates.map((fate, index) => bankOf(fate, `bank${index}`, fixture));
  const first = banks[0];
  if (!first) throw new TypeError('no bank was given');
  const byName = (name: string) => banks.find(({ processor }) => processor.name === name)?.processor ?? first.processor;
  fixture.deps.processors = {
    route: async () => first.processor,
    next: async (_payment, tried) => banks.find(({ processor }) => !tried.includes(processor.name))?.processor ?? null,
    methods: async () => ['card'],
    byName,
    shared: () => banks.map(({ processor }) => processor),
  };
  const asked = () => banks.filter(({ bank }) => bank.calls.some((call) => call.startsWith('authorize '))).length;
  const held = () => banks.reduce((sum, { bank }) => sum + bank.authorizations.size, 0);
  const attemptsOf = ({ id }: PaymentRecord) =>
    [...fixture.tables.attempts.values()].filter(({ paymentId }) => paymentId === id);
  return { ...fixture, banks, asked, held, attemptsOf };
}

function bankOf(fate: Fate, name: string, { clock }: EngineFixture): { bank: FakeBank; processor: Processor } {
  const bank = createFakeBank(clock);
  if (fate === 'declined') bank.decide('card_declined');
  if (fate === 'lost_before' || fate === 'lost_after') bank.plan(fate);
  const authorize: Processor['authorize'] = async (request) => {
    if (fate === 'held_back') {
      bank.calls.push(`authorize ${request.attemptId}`);
      return NOT_PROCESSED;
    }
    if (fate === 'crashed_before') throw new TypeError('killed');
    const outcome = await bank.authorize(request);
    if (fate === 'crashed_after') throw new TypeError('killed');
    return outcome;
  };
  return { bank, processor: { ...bank, name, authorize } };
}

describe('another processor', () => {
  test('is asked where the first decided upon nothing, under an attempt of its own, and keeps the payment', async () => {
    const { session, pay, attemptsOf, eventsOf, tables } = withBanks(['held_back', 'authorized']);
    const opened = await session();
    const payment = await pay(opened);
    expect(payment).toMatchObject({ status: 'authorized', processor: 'bank1', version: 3 });
    expect(attemptsOf(payment).map(({ processor, state, reason }) => ({ processor, state, reason }))).toEqual([
      { processor: 'bank0', state: 'refused', reason: 'not_processed' },
      { processor: 'bank1', state: 'succeeded', reason: null },
    ]);
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.rerouted', 'payment.authorized']);
    expect(tables.sessions.get(opened.id)).toMatchObject({ status: 'completed', attempts: 1 });
  });

  test('is asked for a saved method, too', async () => {
    const { saveCard, charge, vault } = withBanks(['held_back', 'held_back', 'authorized']);
    expect(await charge(saveCard(), { capture: 'automatic' })).toMatchObject({
      status: 'captured',
      processor: 'bank2',
    });
    expect(vault.openCards).toBe(0);
  });

  test.each(['declined', 'authorized', 'lost_before', 'lost_after'] as const)(
    'is not asked after one that %s',
    async (fate) => {
      const { session, pay, banks } = withBanks([fate, 'authorized']);
      await pay(await session());
      expect(banks[1]?.bank.calls).toEqual([]);
    },
  );

  test('is not asked where reconciliation has called the payment in doubt meanwhile', async () => {
    const fixture = withBanks(['held_back', 'authorized']);
    const { deps, clock, session, pay, banks, reload } = fixture;
    const [slow] = banks;
    if (!slow) throw new TypeError('no bank');
    const atOnce = { ...slow.processor };
    slow.processor.authorize = async (request) => {
      clock.advance(15_001);
      await reconcileAttempts(deps);
      return atOnce.authorize(request);
    };
    const payment = await pay(await session());
    expect(reload(payment)).toMatchObject({ status: 'declined', processor: 'bank0' });
    expect(banks[1]?.bank.calls).toEqual([]);
  });

  test('is none where nobody takes it: a certain decline', async () => {
    const { session, pay, held } = withBanks(['held_back', 'held_back']);
    expect(await pay(await session())).toMatchObject({ status: 'declined', declineCode: 'processing_error' });
    expect(held()).toBe(0);
  });
});

const fate = fc.constantFrom<Fate>(
  'held_back',
  'held_back',
  'declined',
  'authorized',
  'lost_before',
  'lost_after',
  'crashed_before',
  'crashed_after',
);

test('whatever becomes of each question: one hold at most, nobody asked after a decision or a doubt, and all is found out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 5 }), fc.boolean(), async (fates, isSaved) => {
      const world = withBanks(fates);
      const { deps, clock, tables, held } = world;
      const paying = isSaved ? world.charge(world.saveCard()) : world.pay(await world.session());
      await paying.catch((error: unknown) => {
        if (!(error instanceof TypeError && error.message === 'killed')) throw error;
      });
      const [payment] = [...tables.payments.values()];
      if (!payment) throw new TypeError('no payment was begun');
      for (let look = 0; look < 4; look++) {
        clock.advance(16_000);
        expect((await reconcileAttempts(deps)).failures).toEqual([]);
      }
      const lastAsked = fates.findIndex((each) => each !== 'held_back');
      const deciding = lastAsked === -1 ? fates.length - 1 : lastAsked;
      const attempts = world.attemptsOf(payment);
      expect(attempts.map(({ processor }) => processor)).toEqual(
        fates.slice(0, deciding + 1).map((_, i) => `bank${i}`),
      );
      expect(attempts.filter(isUnderWay)).toEqual([]);
      const holds = ['authorized', 'lost_after', 'crashed_after'].includes(fates[deciding] ?? '');
      expect(held()).toBe(holds ? 1 : 0);
      expect(world.reload(payment)).toMatchObject({
        status: holds ? 'authorized' : 'declined',
        processor: `bank${deciding}`,
      });
    }),
    { numRuns: 300 },
  );
}, 60_000);
