import { newId } from '@fieldfare/protocol';
import { expect, test } from 'vitest';
import { confirmPayment } from './confirm-payment.ts';
import type { PaymentRecord } from './records.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';

const LATER_MS = 60_000;

async function refundedOutside() {
  const fixture = createEngineFixture();
  const { deps, bank, tables, clock } = fixture;
  const payment = await fixture.authorized();
  await confirmPayment(deps, payment, { requestId: null, actor: OWNER, amountMinor: 2_000 });
  bank.actOutside('refund', payment.processorReference ?? '', 500);
  const look = async () => {
    clock.advance(LATER_MS);
    await reconcileAttempts(deps);
  };
  const lookAgain = async ({ id }: PaymentRecord) => {
    for (const { id: attemptId, paymentId, processor } of tables.attempts.values())
      if (paymentId === id) await deps.notices.lookAgain(processor, attemptId, clock.now());
  };
  await lookAgain(payment);
  await look();
  const [refund] = tables.refunds.values();
  if (!refund) throw new Error('nothing was adopted');
  return { ...fixture, payment, refund, look, lookAgain };
}

test('a refund that is taken back while older books are read is not adopted a second time', async () => {
  const { payment, refund, bank, deps, clock, tables, reload, look, lookAgain } = await refundedOutside();
  expect(reload(payment).refundedMinor).toBe(500);
  const { attemptId } = refund;
  const books = bank.books.bind(bank);
  bank.books = async (reference) => {
    const reading = await books(reference);
    const reversal = { processor: bank.name, attemptId, eventId: newId('event', clock.now()), reason: 'It failed.' };
    await deps.notices.reverseRefund(reversal, clock.now());
    return reading;
  };
  await lookAgain(payment);
  await look();
  expect(reload(payment)).toMatchObject({ status: 'captured', refundedMinor: 0 });
  expect(tables.refunds.size).toBe(1);

  bank.books = async (reference) => {
    const reading = await books(reference);
    if (reading.type !== 'read') return reading;
    const refunds = reading.books.refunds.map((one) => Object.assign({}, one, { hasFailed: true }));
    return { type: 'read', books: { ...reading.books, refunds } };
  };
  await look();
  await look();
  expect(reload(payment)).toMatchObject({ status: 'captured', refundedMinor: 0 });
  expect((await reconcileAttempts(deps)).looked).toBe(0);
});
