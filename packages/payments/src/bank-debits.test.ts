import { newId } from '@fieldfare/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import { expireAuthorizations } from './expire-authorizations.ts';
import { reconcileDebit } from './reconcile-debit.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import { refundPayment } from './refund-payment.ts';
import type { PaymentRecord } from './records.ts';
import { createEngineFixture, newChallenge, OWNER } from './testing/engine-fixture.ts';
import type { EngineFixture } from './testing/engine-fixture.ts';

const ACCOUNT = '110000000/000123456789';
const BY_OWNER = { requestId: null, actor: OWNER };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let fixture: EngineFixture;
beforeEach(() => {
  fixture = createEngineFixture();
  fixture.profile.methods = ['card', 'ach'];
});

async function accepted(input: Parameters<EngineFixture['session']>[0] = {}): Promise<PaymentRecord> {
  const session = await fixture.session(input);
  const challenge = { ...newChallenge(session, fixture.clock.now()), method: 'ach' as const };
  return fixture.pay(session, { challenge, cardPayload: ACCOUNT });
}
const confirm = (payment: PaymentRecord, amountMinor: number | null = null) =>
  confirmPayment(fixture.deps, payment, { ...BY_OWNER, amountMinor });
const attemptOf = (payment: PaymentRecord) =>
  [...fixture.tables.attempts.values()].find(({ paymentId, type }) => paymentId === payment.id && type === 'capture')
    ?.id ?? 'none';
const reconcileAfter = async (ms: number) => {
  fixture.clock.advance(ms);
  expect((await reconcileAttempts(fixture.deps)).failures).toEqual([]);
};
async function settled(): Promise<PaymentRecord> {
  const payment = await confirm(await accepted());
  fixture.bank.tellOfDebit(attemptOf(payment), 'settled');
  await reconcileAfter(MINUTE_MS);
  return fixture.reload(payment);
}

describe('a bank account', () => {
  test('is taken without a word to the network, and held for as long as the profile says', async () => {
    const payment = await accepted();
    expect(payment).toMatchObject({
      status: 'authorized',
      authorizedMinor: 2_500,
      processorReference: null,
      method: { type: 'ach', last4: '6789' },
    });
    expect(payment.authorizationExpiresAt).toEqual(new Date(payment.createdAt.getTime() + 7 * DAY_MS));
    expect(fixture.bank.calls).toEqual([]);
  });

  test('is debited when it is confirmed, and captured when the network says so', async () => {
    const payment = await confirm(await accepted());
    expect(payment).toMatchObject({ status: 'pending', capturedMinor: 0, pendingOperation: null });
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment)).toEqual(payment);
    fixture.bank.tellOfDebit(attemptOf(payment), 'settled');
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500, returnCode: null });
    expect(fixture.eventsOf(payment)).toEqual([
      'payment.processing',
      'payment.authorized',
      'payment.capture_started',
      'payment.pending',
      'payment.captured',
    ]);
  });

  test('is debited of less where less is confirmed', async () => {
    const payment = await confirm(await accepted(), 1_000);
    fixture.bank.tellOfDebit(attemptOf(payment), 'settled');
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 1_000 });
  });

  test('is debited at once where the session captures automatically', async () => {
    expect(await accepted({ capture: 'automatic' })).toMatchObject({ status: 'pending' });
  });

  test.each(['R01', 'R02', 'R03'])('that returns %s fails the payment with that code', async (code) => {
    const payment = await confirm(await accepted());
    fixture.bank.tellOfDebit(attemptOf(payment), { returned: code });
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'failed', returnCode: code, capturedMinor: 0 });
    expect(fixture.tables.attempts.get(attemptOf(payment))).toMatchObject({ state: 'refused', reason: code });
    await expect(confirm(fixture.reload(payment))).rejects.toMatchObject({ detail: 'payment_status_conflict' });
  });

  test('is let go by a cancel before it is confirmed, without a word to the network', async () => {
    const payment = await cancelPayment(fixture.deps, await accepted(), BY_OWNER);
    expect(payment).toMatchObject({ status: 'canceled', pendingOperation: null });
    expect(fixture.bank.calls).toEqual([]);
  });

  test('cannot be let go once the network has it', async () => {
    const payment = await confirm(await accepted());
    await expect(cancelPayment(fixture.deps, payment, BY_OWNER)).rejects.toMatchObject({
      detail: 'payment_status_conflict',
    });
  });

  test('runs out like any authorization', async () => {
    const payment = await accepted();
    fixture.clock.advance(7 * DAY_MS + 1);
    expect(await expireAuthorizations(fixture.deps)).toBe(1);
    expect(fixture.reload(payment).status).toBe('expired');
  });

  test('is refused by a processor that takes none, and for another currency, before anything is stored', async () => {
    await expect(accepted({ currency: 'EUR' })).rejects.toMatchObject({ detail: 'method_not_available' });
    const { debits: _, ...processor } = fixture.bank;
    fixture.deps.processors = {
      ...fixture.deps.processors,
      route: async () => processor,
      byName: () => processor,
      shared: () => [processor],
    };
    await expect(accepted()).rejects.toMatchObject({ detail: 'method_not_available' });
    expect(fixture.tables.payments.size).toBe(0);
  });

  test('cannot be paid from where the challenge was for a card', async () => {
    const session = await fixture.session();
    await expect(fixture.pay(session, { cardPayload: ACCOUNT })).rejects.toMatchObject({
      detail: 'card_payload_refused',
    });
  });
});

describe('a debit that settled', () => {
  test('may be returned weeks later: the payment fails, and what was captured stays written', async () => {
    const payment = await settled();
    await reconcileAfter(20 * DAY_MS);
    expect(fixture.reload(payment)).toEqual(payment);
    fixture.bank.tellOfDebit(attemptOf(payment), { returned: 'R10' });
    await reconcileAfter(DAY_MS);
    const failed = fixture.reload(payment);
    expect(failed).toMatchObject({ status: 'failed', returnCode: 'R10', capturedMinor: 2_500 });
    // The debit itself went through: the comparison of the books expects both.
    expect(fixture.tables.attempts.get(attemptOf(payment))).toMatchObject({ state: 'succeeded', reason: 'R10' });
    expect(fixture.eventsOf(payment).at(-1)).toBe('payment.failed');
    await reconcileAfter(DAY_MS);
    expect(fixture.reload(payment)).toEqual(failed);
  });

  test('may be returned after it was refunded', async () => {
    const payment = await settled();
    await refundPayment(fixture.deps, payment, { ...BY_OWNER, amountMinor: null });
    fixture.bank.tellOfDebit(attemptOf(payment), { returned: 'R10' });
    await reconcileAfter(DAY_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'failed', refundedMinor: 2_500 });
  });

  test('that is returned while a refund is in doubt fails once the refund has its outcome', async () => {
    const payment = await settled();
    fixture.bank.plan('lost_after');
    await refundPayment(fixture.deps, payment, { ...BY_OWNER, amountMinor: 500 });
    fixture.bank.tellOfDebit(attemptOf(payment), { returned: 'R10' });
    await reconcileAfter(DAY_MS);
    await reconcileAfter(DAY_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'failed', refundedMinor: 500, pendingOperation: null });
  });

  test('is looked at no more when nobody can return it', async () => {
    const payment = await settled();
    await reconcileAfter(71 * DAY_MS);
    fixture.bank.calls.length = 0;
    await reconcileAfter(DAY_MS);
    expect(fixture.bank.calls).toEqual([]);
    expect(fixture.reload(payment).status).toBe('captured');
  });
});

describe('a debit in doubt', () => {
  test('is found on its way, then settled, and never handed in twice', async () => {
    fixture.bank.plan('lost_after');
    const payment = await confirm(await accepted());
    expect(payment).toMatchObject({ status: 'authorized', pendingOperation: { type: 'capture', state: 'unknown' } });
    fixture.bank.tellOfDebit(attemptOf(payment), 'settled');
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment).status).toBe('pending');
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
    expect(fixture.bank.calls.filter((call) => call.startsWith('debit'))).toHaveLength(1);
  });

  test('that never arrived is handed in again under the same attempt', async () => {
    fixture.bank.plan('lost_before');
    const payment = await confirm(await accepted());
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment).status).toBe('pending');
    expect(new Set(fixture.bank.calls.filter((call) => call.startsWith('debit'))).size).toBe(1);
  });

  test('is found returned before anybody knew that it was there, and fails', async () => {
    fixture.bank.plan('lost_after');
    const payment = await confirm(await accepted());
    fixture.bank.tellOfDebit(attemptOf(payment), { returned: 'R01' });
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment).status).toBe('pending');
    await reconcileAfter(MINUTE_MS);
    expect(fixture.reload(payment)).toMatchObject({ status: 'failed', returnCode: 'R01', capturedMinor: 0 });
    expect(fixture.eventsOf(payment).slice(-2)).toEqual(['payment.pending', 'payment.failed']);
  });

  test('is returned once, though two servers hear of it', async () => {
    const payment = await settled();
    const attempt = fixture.tables.attempts.get(attemptOf(payment));
    if (!attempt) throw new Error('there is no attempt');
    const found = { type: 'returned', processorReference: 'r', code: 'R10' } as const;
    const hear = () => reconcileDebit(fixture.deps, payment, { attempt, found, nextSettledCheck: fixture.clock.now() });
    expect([await hear(), await hear()]).toEqual([true, true]);
    expect(fixture.eventsOf(payment).filter((type) => type === 'payment.failed')).toHaveLength(1);
  });

  test('while the bank cannot be reached is no news', async () => {
    const payment = await confirm(await accepted());
    fixture.bank.isReachable = false;
    await reconcileAfter(DAY_MS);
    expect(fixture.reload(payment)).toEqual(payment);
  });
});

test('confirm and cancel at once have one outcome, and what was canceled is never debited', async () => {
  for (let round = 0; round < 10; round++) {
    const payment = await accepted({ reference: newId('request') });
    const calls = [() => confirm(payment), () => cancelPayment(fixture.deps, payment, BY_OWNER)];
    if (round % 2) calls.reverse();
    const done = await Promise.allSettled(calls.map((call) => call()));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { status } = fixture.reload(payment);
    expect(fixture.bank.calls.includes(`debit ${attemptOf(payment)}`)).toBe(status === 'pending');
  }
});
