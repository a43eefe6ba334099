import { newId } from '@fieldfare/protocol';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { abandonAction } from './abandon-action.ts';
import { cancelPayment } from './cancel-payment.ts';
import { completeAction } from './complete-action.ts';
import { attemptIdOf } from './pending-action.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord, SessionRecord } from './records.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';
import type { EngineFixture } from './testing/engine-fixture.ts';
import { PASSING_CODE } from './testing/fake-bank.ts';

const SHOPPER = { type: 'shopper', id: null, name: null } as const;
const WRONG = '000000';
const TEN_MINUTES_MS = 600_000;

let fixture: EngineFixture;
let session: SessionRecord;

beforeEach(async () => {
  fixture = createEngineFixture();
  session = await fixture.session();
});

const challenged = async (of = session) => {
  fixture.bank.decide('challenge');
  return fixture.pay(of);
};
const actionOf = (payment: PaymentRecord) => payment.action?.id ?? 'none';
const complete = (payment: PaymentRecord, code = PASSING_CODE, actionId = actionOf(payment)) =>
  completeAction(fixture.deps, payment, {
    actionId,
    code,
    capture: fixture.tables.sessions.get(payment.sessionId ?? '')?.capture ?? 'manual',
    requestId: newId('request'),
    actor: SHOPPER,
  });
const abandon = (payment: PaymentRecord) =>
  abandonAction(fixture.deps, payment, { actionId: actionOf(payment), capture: 'manual', actor: SHOPPER });
const cancel = (payment: PaymentRecord, expectedVersion?: number) =>
  cancelPayment(fixture.deps, payment, { requestId: null, actor: OWNER, expectedVersion });
const sessionStatus = () => fixture.tables.sessions.get(session.id)?.status;
const reconcileAfter = async (ms: number) => {
  fixture.clock.advance(ms);
  expect((await reconcileAttempts(fixture.deps)).failures).toEqual([]);
};
const held = () => [...fixture.bank.authorizations.values()].filter(({ isVoided }) => !isVoided);

describe('a challenge', () => {
  test('holds the payment in requires_action, with the session still processing and nothing held', async () => {
    const payment = await challenged();
    expect(payment).toMatchObject({
      status: 'requires_action',
      authorizedMinor: 0,
      action: { type: 'challenge', form: { type: 'code', digits: 6 }, triesLeft: 3 },
    });
    expect(sessionStatus()).toBe('processing');
    expect(held()).toEqual([]);
    await expect(fixture.pay(session)).rejects.toMatchObject({ detail: 'payment_in_flight' });
  });

  test('is passed by the right code', async () => {
    const paid = await complete(await challenged());
    expect(paid).toMatchObject({ status: 'authorized', authorizedMinor: 2_500, action: null });
    expect(sessionStatus()).toBe('completed');
    expect(fixture.eventsOf(paid)).toEqual([
      'payment.processing',
      'payment.action_required',
      'payment.action_answered',
      'payment.authorized',
    ]);
  });

  test('passed in a session that captures automatically, captures', async () => {
    const paid = await complete(await challenged(await fixture.session({ capture: 'automatic' })));
    expect(paid).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
  });

  test('bears two wrong codes, and the third declines', async () => {
    const first = await complete(await challenged(), WRONG);
    expect(first).toMatchObject({ status: 'requires_action', action: { triesLeft: 2 } });
    const second = await complete(first, WRONG);
    expect(second).toMatchObject({ status: 'requires_action', action: { triesLeft: 1 } });
    expect(await complete(second, WRONG)).toMatchObject({
      status: 'declined',
      declineCode: 'authentication_failed',
      action: null,
    });
    expect(sessionStatus()).toBe('open');
    await expect(complete(second)).rejects.toMatchObject({ detail: 'action_over' });
    expect(held()).toEqual([]);
  });

  test('refuses an answer to another action', async () => {
    const payment = await challenged();
    await expect(complete(payment, PASSING_CODE, newId('action'))).rejects.toMatchObject({ detail: 'action_over' });
    expect(fixture.bank.calls.filter((call) => call.startsWith('complete'))).toEqual([]);
  });

  test('given up, declines and opens the session again', async () => {
    expect(await abandon(await challenged())).toMatchObject({
      status: 'declined',
      declineCode: 'authentication_failed',
      action: null,
    });
    expect(sessionStatus()).toBe('open');
    expect(await fixture.pay(fixture.tables.sessions.get(session.id) ?? session)).toMatchObject({
      status: 'authorized',
    });
  });

  test('that the bank does not hear given up stays as it is, and says so', async () => {
    const payment = await challenged();
    fixture.bank.plan('lost_before');
    await expect(abandon(payment)).rejects.toMatchObject({ detail: 'bank_silent', retryable: true });
    expect(fixture.reload(payment)).toEqual(payment);
  });
});

describe('a challenge that nobody answers', () => {
  test('is left alone until it runs out, then declined', async () => {
    const payment = await challenged();
    await reconcileAfter(TEN_MINUTES_MS - 1);
    expect(fixture.reload(payment)).toEqual(payment);
    await reconcileAfter(1);
    expect(fixture.reload(payment)).toMatchObject({ status: 'declined', declineCode: 'authentication_failed' });
    expect(sessionStatus()).toBe('open');
  });

  test('answered too late, meets the decline, also before the job has come to it', async () => {
    const payment = await challenged();
    fixture.clock.advance(TEN_MINUTES_MS);
    expect(await complete(payment)).toMatchObject({ status: 'declined', declineCode: 'authentication_failed' });
    await expect(complete(fixture.reload(payment), PASSING_CODE, actionOf(payment))).rejects.toMatchObject({
      detail: 'action_over',
    });
    expect(held()).toEqual([]);
  });

  test('is looked up when its answer was lost: the approval is found', async () => {
    const payment = await challenged();
    fixture.bank.plan('lost_after');
    expect(await complete(payment)).toMatchObject({ status: 'unknown', action: null });
    expect(sessionStatus()).toBe('processing');
    await reconcileAfter(5_000);
    expect(fixture.reload(payment)).toMatchObject({ status: 'authorized', authorizedMinor: 2_500 });
  });

  test('waits again when the answer never reached the bank', async () => {
    const payment = await challenged();
    fixture.bank.plan('lost_before');
    expect(await complete(payment)).toMatchObject({ status: 'unknown' });
    await reconcileAfter(5_000);
    const again = fixture.reload(payment);
    expect(again).toMatchObject({ status: 'requires_action', action: { id: actionOf(payment), triesLeft: 3 } });
    expect(await complete(again)).toMatchObject({ status: 'authorized' });
  });

  test('is told when the bank asked for it and its question was lost', async () => {
    fixture.bank.decide('challenge');
    fixture.bank.plan('lost_after');
    const payment = await fixture.pay(session);
    expect(payment.status).toBe('unknown');
    await reconcileAfter(5_000);
    expect(await complete(fixture.reload(payment))).toMatchObject({ status: 'authorized' });
  });

  test('whose server died between answer and outcome is found out within the grace of any attempt', async () => {
    const payment = await challenged();
    const { payments } = fixture.deps;
    let commits = 0;
    fixture.deps.payments = {
      ...payments,
      commit: (move) => (++commits === 1 ? payments.commit(move) : Promise.reject(new Error('the server died'))),
    };
    await expect(complete(payment)).rejects.toThrow('the server died');
    fixture.deps.payments = payments;
    expect(fixture.reload(payment).status).toBe('requires_action');
    await reconcileAfter(15_000);
    expect(fixture.reload(payment)).toMatchObject({ status: 'authorized' });
  });
});

describe('a challenge and a cancel', () => {
  test('is withdrawn at the bank: the payment is canceled and nothing can pass it any more', async () => {
    const payment = await challenged();
    const canceled = await cancel(payment);
    expect(canceled).toMatchObject({ status: 'canceled', action: null, authorizedMinor: 0 });
    await expect(complete(canceled, PASSING_CODE, actionOf(payment))).rejects.toMatchObject({ detail: 'action_over' });
    expect(held()).toEqual([]);
    expect(fixture.eventsOf(payment).slice(-2)).toEqual(['payment.cancel_started', 'payment.canceled']);
  });

  test('that nobody may ask for is not withdrawn at the bank', async () => {
    const payment = await challenged();
    const { payments } = fixture.deps;
    const taken = new Error('the right was taken');
    fixture.deps.payments = {
      ...payments,
      commit: (move) => (move.event.type === 'payment.cancel_started' ? Promise.reject(taken) : payments.commit(move)),
    };
    await expect(cancel(payment)).rejects.toThrow(taken);
    fixture.deps.payments = payments;
    expect(fixture.reload(payment)).toEqual(payment);
    expect(await complete(payment)).toMatchObject({ status: 'authorized' });
  });

  test('that came to something else meanwhile is decided upon what it is now', async () => {
    const payment = await challenged();
    await complete(payment);
    expect(await cancel(payment)).toMatchObject({ status: 'canceled', authorizedMinor: 2_500 });
    expect(held()).toEqual([]);
    const given = await challenged(await fixture.session());
    await abandon(given);
    await expect(cancel(given)).rejects.toMatchObject({ detail: 'payment_status_conflict' });
  });

  test('that the bank approved a moment before is voided', async () => {
    const payment = await challenged();
    await fixture.bank.challenges?.complete({ attemptId: attemptIdOf(actionOf(payment)), code: PASSING_CODE });
    expect(held()).toHaveLength(1);
    expect(await cancel(payment)).toMatchObject({ status: 'canceled', authorizedMinor: 2_500 });
    expect(held()).toEqual([]);
  });

  test('that the bank approved without our hearing of it is voided once it is found', async () => {
    const payment = await challenged();
    fixture.bank.plan('lost_after');
    await complete(payment);
    expect(await cancel(payment)).toMatchObject({ status: 'unknown', pendingOperation: { type: 'void' } });
    await reconcileAfter(5_000);
    expect(fixture.reload(payment)).toMatchObject({ status: 'canceled', authorizedMinor: 2_500 });
    expect(held()).toEqual([]);
  });

  test('decided upon another version is refused', async () => {
    const payment = await challenged();
    await expect(cancel(payment, payment.version + 1)).rejects.toMatchObject({ detail: 'payment_changed' });
  });
});

test('answers, abandonment and cancel at once have one outcome, whichever comes first', async () => {
  const ways = [
    (payment: PaymentRecord) => complete(payment),
    (payment: PaymentRecord) => complete(payment, WRONG),
    abandon,
    cancel,
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...ways), { minLength: 2, maxLength: 6 }), async (calls) => {
      fixture = createEngineFixture();
      session = await fixture.session();
      const payment = await challenged();
      await Promise.allSettled(calls.map((call) => call(payment)));
      const { status } = fixture.reload(payment);
      const isApproved = status === 'authorized';
      expect(held()).toHaveLength(isApproved ? 1 : 0);
      const decisions = fixture.eventsOf(payment).filter((type) => /authorized|declined$/.test(type));
      expect(decisions.length).toBeLessThanOrEqual(1);
    }),
  );
});
