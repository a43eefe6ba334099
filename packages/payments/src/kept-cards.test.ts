import { newId } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { NOT_PROCESSED, REFERENCE_UNKNOWN } from './not-processed.ts';
import type { AuthorizeRequest, Processor } from './ports/processor.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord } from './records.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';
import { createFakeBank } from './testing/fake-bank.ts';

const PAN = '4242424242424242';
const REFERENCE = 'kept_1';

/** Two banks, the second of which is asked where the first decides upon nothing, and what each of them was sent. */
function start() {
  const fixture = createEngineFixture();
  const { deps, vault, tables, clock } = fixture;
  const sent: { bank: string; card: AuthorizeRequest['card'] }[] = [];
  const watched = (bank: Processor, name: string): Processor => ({
    ...bank,
    name,
    authorize: (request) => {
      sent.push({ bank: name, card: structuredClone(request.card) });
      return bank.authorize(request);
    },
  });
  const banks = [fixture.bank, createFakeBank(clock)].map((bank, index) => ({
    bank,
    processor: watched(bank, `bank${index}`),
  })) as [Watched, Watched];
  const [first, second] = banks;
  deps.processors = {
    route: async () => first.processor,
    next: async (_payment, tried) => banks.find(({ processor }) => !tried.includes(processor.name))?.processor ?? null,
    methods: async () => ['card'],
    byName: (name) => banks.find(({ processor }) => processor.name === name)?.processor ?? first.processor,
    shared: () => [],
  };
  /** The bank keeps the saved card, and we know by which name. */
  const keep = ({ token }: { token: string }, { bank, processor }: Watched, reference = REFERENCE) => {
    bank.kept.set(reference, PAN);
    vault.references.set(`${token} ${processor.name}`, reference);
  };
  const attemptsOf = ({ id }: PaymentRecord) =>
    [...tables.attempts.values()]
      .filter(({ paymentId }) => paymentId === id)
      .map(({ processor, state, reason }) => ({ processor, state, reason }));
  return { ...fixture, first, second, keep, sent, attemptsOf };
}

interface Watched {
  bank: ReturnType<typeof createFakeBank>;
  processor: Processor;
}

describe('a saved card that the processor keeps', () => {
  test('is charged by the reference alone, without its number', async () => {
    const { saveCard, charge, keep, first, sent, vault } = start();
    const saved = saveCard();
    expect(await charge(saved)).toMatchObject({ status: 'authorized' });
    keep(saved, first);
    expect(await charge(saved)).toMatchObject({ status: 'authorized', processor: 'bank0', version: 2 });
    expect(sent.map(({ card }) => card)).toEqual([
      { number: PAN, exp_month: 12, exp_year: 2030 },
      { reference: REFERENCE },
    ]);
    expect(vault.openCards).toBe(0);
  });

  test('is charged by it with the code that its holder types again', async () => {
    const { saveCard, session, pay, keep, first, sent } = start();
    const saved = saveCard();
    keep(saved, first);
    const opened = await session({}, saved);
    expect(await pay(opened, { cardPayload: '737' })).toMatchObject({ status: 'authorized' });
    expect(sent.map(({ card }) => card)).toEqual([{ reference: REFERENCE, cvc: '737' }]);
  });

  test('is sent with its number to a processor that does not keep it, and the other way about after a failover', async () => {
    const { saveCard, charge, keep, first, second, sent, deps } = start();
    const [saved, other] = [saveCard(), saveCard()];
    keep(saved, first);
    keep(other, second, 'kept_2');
    const { processors } = deps;
    const heldBack: Processor = {
      ...first.processor,
      authorize: async () => NOT_PROCESSED,
    };
    deps.processors = { ...processors, route: async () => heldBack };
    expect(await charge(saved)).toMatchObject({ status: 'authorized', processor: 'bank1' });
    expect(await charge(other)).toMatchObject({ status: 'authorized', processor: 'bank1' });
    expect(sent.filter(({ bank }) => bank === 'bank1').map(({ card }) => card)).toEqual([
      { number: PAN, exp_month: 12, exp_year: 2030 },
      { reference: 'kept_2' },
    ]);
  });

  test('is sent with its number once, under an attempt of its own, where the processor knows the reference no more', async () => {
    const { saveCard, charge, keep, first, sent, attemptsOf, eventsOf, vault } = start();
    const saved = saveCard();
    keep(saved, first);
    first.bank.kept.clear();
    const payment = await charge(saved);
    expect(payment).toMatchObject({ status: 'authorized', processor: 'bank0' });
    expect(attemptsOf(payment)).toEqual([
      { processor: 'bank0', state: 'refused', reason: 'reference_unknown' },
      { processor: 'bank0', state: 'succeeded', reason: null },
    ]);
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.resent', 'payment.authorized']);
    expect(sent.map(({ card }) => 'number' in card)).toEqual([false, true]);
    expect(first.bank.authorizations.size).toBe(1);
    expect(vault.references.size).toBe(0);
  });

  test('goes to the next processor where the first decides upon nothing of its number either', async () => {
    const { saveCard, charge, keep, first, sent, deps } = start();
    const saved = saveCard();
    keep(saved, first);
    const undecided: Processor = {
      ...first.processor,
      authorize: async (request) => {
        sent.push({ bank: 'bank0', card: request.card });
        // It says so of the number as well, and is not believed twice.
        return REFERENCE_UNKNOWN;
      },
    };
    deps.processors = { ...deps.processors, route: async () => undecided };
    expect(await charge(saved)).toMatchObject({ status: 'authorized', processor: 'bank1' });
    expect(sent.map(({ bank, card }) => [bank, 'number' in card])).toEqual([
      ['bank0', false],
      ['bank0', true],
      ['bank1', true],
    ]);
  });

  test('in doubt is nobody else’s, and its number is not sent', async () => {
    const { saveCard, charge, keep, first, sent, clock, deps, reload } = start();
    const saved = saveCard();
    keep(saved, first);
    first.bank.plan('lost_after');
    const payment = await charge(saved);
    expect(payment.status).toBe('unknown');
    expect(sent).toEqual([{ bank: 'bank0', card: { reference: REFERENCE } }]);
    clock.advance(2_000);
    await reconcileAttempts(deps);
    expect(reload(payment)).toMatchObject({ status: 'authorized' });
    expect(first.bank.authorizations.size).toBe(1);
  });

  test('is charged by its number where the reference cannot be opened', async () => {
    const { saveCard, charge, keep, first, sent, vault } = start();
    const saved = saveCard();
    keep(saved, first);
    vault.processorReference = () => Promise.reject(new Error('it does not open'));
    expect(await charge(saved)).toMatchObject({ status: 'authorized' });
    expect(sent.map(({ card }) => 'number' in card)).toEqual([true]);
  });

  test('of another payment is of no concern to a card that was typed', async () => {
    const { session, pay, sent, vault } = start();
    vault.processorReference = () => Promise.reject(new Error('nobody asks'));
    expect(await pay(await session(), { requestId: newId('request') })).toMatchObject({ status: 'authorized' });
    expect(sent.map(({ card }) => 'number' in card)).toEqual([true]);
  });
});
