import { FieldfareError, newId } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import { expireAuthorizations } from './expire-authorizations.ts';
import type { PaymentRecord } from './records.ts';
import { refundPayment } from './refund-payment.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';
import type { EngineFixture } from './testing/engine-fixture.ts';

const BY_OWNER = { requestId: null, actor: OWNER };
const DAY_MS = 24 * 3_600_000;

function movesOf(fixture: EngineFixture) {
  return {
    confirm: (payment: PaymentRecord, amountMinor: number | null = null, expectedVersion?: number) =>
      confirmPayment(fixture.deps, payment, { ...BY_OWNER, amountMinor, expectedVersion }),
    cancel: (payment: PaymentRecord, expectedVersion?: number) =>
      cancelPayment(fixture.deps, payment, { ...BY_OWNER, expectedVersion }),
    refund: (payment: PaymentRecord, amountMinor: number | null = null) =>
      refundPayment(fixture.deps, payment, { ...BY_OWNER, amountMinor }),
  };
}

function start() {
  const fixture = createEngineFixture();
  return { ...fixture, ...movesOf(fixture) };
}

const STATUS_CONFLICT = { code: 'conflict', detail: 'payment_status_conflict' };
const IN_FLIGHT = { code: 'conflict', detail: 'operation_in_flight' };

describe('confirming', () => {
  test('captures all of it', async () => {
    const { authorized, confirm, bank, eventsOf } = start();
    const payment = await confirm(await authorized());
    expect(payment).toMatchObject({ status: 'captured', capturedMinor: 2_500, pendingOperation: null, version: 4 });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.capturedMinor).toBe(2_500);
    expect(eventsOf(payment)).toEqual([
      'payment.processing',
      'payment.authorized',
      'payment.capture_started',
      'payment.captured',
    ]);
  });

  test('captures a lower amount', async () => {
    const { authorized, confirm, bank } = start();
    const payment = await confirm(await authorized(), 1_000);
    expect(payment).toMatchObject({ status: 'captured', authorizedMinor: 2_500, capturedMinor: 1_000 });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.capturedMinor).toBe(1_000);
  });

  test('states its amount net of the service fee, which is captured on top', async () => {
    const { authorized, confirm, profile } = start();
    profile.feeMode = 'service_fee';
    const payment = await authorized({ amount_minor: 10_000 });
    expect((await confirm(payment, 5_000)).capturedMinor).toBe(5_320);
    const whole = await authorized({ amount_minor: 10_000 });
    await expect(confirm(whole, 10_001)).rejects.toThrow('At most 10000 minor units of USD');
    expect((await confirm(whole, 10_000)).capturedMinor).toBe(10_320);
  });

  test.each([0, 2_501])('refuses to capture %i', async (amountMinor) => {
    const { authorized, confirm, bank, reload } = start();
    const payment = await authorized();
    await expect(confirm(payment, amountMinor)).rejects.toMatchObject({
      code: 'validation_error',
      param: 'amount_minor',
    });
    expect(reload(payment)).toEqual(payment);
    expect(bank.calls.filter((call) => call.startsWith('capture'))).toEqual([]);
  });

  test('twice captures once', async () => {
    const { authorized, confirm, bank } = start();
    const payment = await authorized();
    const results = await Promise.allSettled([confirm(payment), confirm(payment)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await expect(confirm(payment)).rejects.toMatchObject(STATUS_CONFLICT);
    expect(bank.calls.filter((call) => call.startsWith('capture'))).toHaveLength(1);
  });

  test('is durable before the bank is asked', async () => {
    const { authorized, confirm, bank, tables } = start();
    const payment = await authorized();
    const capture = bank.capture.bind(bank);
    let atTheBank: unknown;
    bank.capture = (request) => {
      atTheBank = structuredClone({
        payment: tables.payments.get(payment.id),
        attempt: tables.attempts.get(request.attemptId),
      });
      return capture(request);
    };
    await confirm(payment);
    expect(atTheBank).toMatchObject({
      payment: { status: 'authorized', pendingOperation: { type: 'capture', state: 'in_flight' } },
      attempt: { type: 'capture', state: 'in_flight', amountMinor: 2_500, actor: OWNER },
    });
  });

  test('that the bank refuses leaves the payment authorized and free', async () => {
    const { authorized, confirm, cancel, bank, eventsOf, clock } = start();
    const payment = await authorized();
    clock.advance(8 * DAY_MS);
    const refused = await confirm(payment);
    expect(refused).toMatchObject({ status: 'authorized', capturedMinor: 0, pendingOperation: null });
    expect(eventsOf(refused).at(-1)).toBe('payment.capture_failed');
    expect(bank.calls).toHaveLength(2);
    expect((await cancel(refused)).pendingOperation).toBeNull();
  });

  test.each(['lost_before', 'lost_after'] as const)(
    'whose answer is %s stays pending and blocks everything else',
    async (fate) => {
      const { authorized, confirm, cancel, refund, bank, clock, deps, reload } = start();
      const payment = await authorized();
      bank.plan(fate);
      const pending = await confirm(payment);
      expect(pending).toMatchObject({
        status: 'authorized',
        capturedMinor: 0,
        pendingOperation: { type: 'capture', state: 'unknown' },
      });
      await expect(confirm(pending)).rejects.toMatchObject(IN_FLIGHT);
      await expect(cancel(pending)).rejects.toMatchObject(IN_FLIGHT);
      await expect(refund(pending)).rejects.toMatchObject(IN_FLIGHT);
      clock.advance(8 * DAY_MS);
      expect(await expireAuthorizations(deps)).toBe(0);
      expect(reload(payment)).toEqual(pending);
      expect(bank.calls).toHaveLength(2);
    },
  );

  test('hears of a version that it did not decide upon', async () => {
    const { authorized, confirm, bank, reload } = start();
    const payment = await authorized();
    await expect(confirm(payment, null, payment.version - 1)).rejects.toMatchObject({
      code: 'conflict',
      detail: 'payment_changed',
    });
    expect(reload(payment)).toEqual(payment);
    expect((await confirm(payment, null, payment.version)).status).toBe('captured');
    expect(bank.calls).toHaveLength(2);
  });

  test('of a payment whose processor is gone is refused before anything is written', async () => {
    const { authorized, confirm, deps, reload } = start();
    const payment = await authorized();
    deps.processors = {
      ...deps.processors,
      byName: () => {
        throw new RangeError('gone');
      },
    };
    await expect(confirm(payment)).rejects.toThrow('gone');
    expect(reload(payment)).toEqual(payment);
  });

  test('is left to reconciliation by a process that slept past its time', async () => {
    const { authorized, confirm, deps, clock, bank } = start();
    const payment = await authorized();
    const commit = deps.payments.commit.bind(deps.payments);
    deps.payments.commit = async (move) => {
      const verdict = await commit(move);
      clock.advance(3_001);
      return verdict;
    };
    expect(await confirm(payment)).toMatchObject({ pendingOperation: { type: 'capture', state: 'in_flight' } });
    expect(bank.calls).toHaveLength(1);
  });

  test('of a payment that is not there is not found', async () => {
    const { authorized, confirm } = start();
    await expect(confirm({ ...(await authorized()), id: newId('payment') })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('gives up where the payment never stands still', async () => {
    const { authorized, confirm, deps } = start();
    const payment = await authorized();
    deps.payments.commit = async () => ({
      type: 'version_changed',
      payment: { ...payment, version: payment.version + 1 },
    });
    await expect(confirm(payment)).rejects.toMatchObject({ code: 'conflict', detail: 'payment_changed' });
  });
});

describe('canceling', () => {
  test('voids the authorization', async () => {
    const { authorized, cancel, bank, eventsOf } = start();
    const payment = await cancel(await authorized());
    expect(payment).toMatchObject({ status: 'canceled', capturedMinor: 0, pendingOperation: null });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.isVoided).toBe(true);
    expect(eventsOf(payment).slice(-2)).toEqual(['payment.cancel_started', 'payment.canceled']);
  });

  test('is refused after a capture, and a capture after it', async () => {
    const { authorized, confirm, cancel } = start();
    const captured = await confirm(await authorized());
    await expect(cancel(captured)).rejects.toMatchObject({
      ...STATUS_CONFLICT,
      message: 'The payment is captured, so it cannot be canceled.',
    });
    const canceled = await cancel(await authorized());
    await expect(confirm(canceled)).rejects.toMatchObject(STATUS_CONFLICT);
  });

  test('stays pending where the answer is lost', async () => {
    const { authorized, cancel, bank } = start();
    const payment = await authorized();
    bank.plan('lost_after');
    expect(await cancel(payment)).toMatchObject({
      status: 'authorized',
      pendingOperation: { type: 'void', state: 'unknown' },
    });
  });
});

describe('confirm, cancel and expiry at the same moment', () => {
  test.each([0, 1, 2, 3, 4, 5])('one wins, the others hear of it, and the bank agrees (order %i)', async (order) => {
    const { authorized, confirm, cancel, deps, clock, bank, reload } = start();
    const payment = await authorized();
    clock.advance(7 * DAY_MS - 1);
    const expire = async () => {
      clock.advance(2);
      if ((await expireAuthorizations(deps)) === 0)
        throw new FieldfareError('conflict', { detail: 'payment_changed', message: 'Nothing expired.' });
      return payment;
    };
    const racers = permutation([() => confirm(payment), () => cancel(payment), expire], order);
    const results = await Promise.allSettled(racers.map((race) => race()));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refusals = results.filter((result) => result.status === 'rejected');
    for (const refusal of refusals) expect(refusal.reason).toMatchObject({ code: 'conflict' });
    const after = reload(payment);
    const held = bank.authorizations.get(payment.processorReference ?? '');
    expect(after.pendingOperation).toBeNull();
    expect(held?.capturedMinor).toBe(after.capturedMinor);
    expect(held?.isVoided).toBe(after.status === 'canceled');
  });

  test('confirm against cancel: exactly one reaches the bank', async () => {
    const { authorized, confirm, cancel, bank, reload } = start();
    const payment = await authorized();
    const [confirmed, canceled] = await Promise.allSettled([confirm(payment), cancel(payment)]);
    expect(confirmed.status).toBe('fulfilled');
    expect(canceled).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
    expect(reload(payment).status).toBe('captured');
    expect(bank.calls).toHaveLength(2);
  });

  test('an authorization that ran out expires once', async () => {
    const { authorized, confirm, deps, clock, reload, eventsOf } = start();
    const payment = await authorized();
    expect(await expireAuthorizations(deps)).toBe(0);
    clock.advance(7 * DAY_MS + 1);
    expect(await Promise.all([expireAuthorizations(deps), expireAuthorizations(deps)])).toEqual([1, 0]);
    expect(reload(payment).status).toBe('expired');
    expect(eventsOf(payment).at(-1)).toBe('payment.expired');
    await expect(confirm(payment)).rejects.toMatchObject(STATUS_CONFLICT);
  });
});

describe('refunding', () => {
  const captured = async ({ authorized, confirm }: ReturnType<typeof start>, amountMinor = 2_500) =>
    confirm(await authorized(), amountMinor);

  test('returns all that is left', async () => {
    const engine = start();
    const payment = await engine.refund(await captured(engine));
    expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 2_500, pendingOperation: null });
    expect([...engine.tables.refunds.values()]).toMatchObject([
      { paymentId: payment.id, amountMinor: 2_500, status: 'succeeded' },
    ]);
    expect(engine.eventsOf(payment).slice(-2)).toEqual(['refund.started', 'refund.succeeded']);
  });

  test('returns parts, and never more than was captured', async () => {
    const engine = start();
    const payment = await captured(engine, 2_000);
    const first = await engine.refund(payment, 500);
    expect(first).toMatchObject({ status: 'partially_refunded', refundedMinor: 500 });
    await expect(engine.refund(first, 1_501)).rejects.toMatchObject({
      code: 'validation_error',
      message: 'At most 1500 minor units of USD are left to refund.',
    });
    const second = await engine.refund(first, 1_000);
    const third = await engine.refund(second);
    expect(third).toMatchObject({ status: 'refunded', refundedMinor: 2_000 });
    await expect(engine.refund(third, 1)).rejects.toMatchObject(STATUS_CONFLICT);
    expect(engine.bank.authorizations.get(payment.processorReference ?? '')?.refundedMinor).toBe(2_000);
  });

  test('decides its amount upon what is left now, not upon what the caller saw', async () => {
    const engine = start();
    const stale = await captured(engine);
    await engine.refund(stale, 2_000);
    await expect(engine.refund(stale, 1_000)).rejects.toMatchObject({ code: 'validation_error' });
    expect((await engine.refund(stale)).refundedMinor).toBe(2_500);
  });

  test('happens one at a time', async () => {
    const engine = start();
    const payment = await captured(engine);
    const results = await Promise.allSettled([1, 2, 3].map(() => engine.refund(payment, 1_000)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(engine.reload(payment).refundedMinor).toBe(1_000);
  });

  test.each([0, -1])('of %i is refused', async (amountMinor) => {
    const engine = start();
    await expect(engine.refund(await captured(engine), amountMinor)).rejects.toMatchObject({
      code: 'validation_error',
    });
  });

  test('needs captured money', async () => {
    const { authorized, refund } = start();
    await expect(refund(await authorized())).rejects.toMatchObject({
      ...STATUS_CONFLICT,
      message: 'The payment is authorized, so it cannot be refunded.',
    });
  });

  test('that the bank refuses changes no amount', async () => {
    const engine = start();
    const payment = await captured(engine);
    engine.bank.refund = async () => ({ type: 'refused', reason: 'The account is closed.' });
    expect(await engine.refund(payment, 500)).toMatchObject({
      status: 'captured',
      refundedMinor: 0,
      pendingOperation: null,
    });
    expect([...engine.tables.refunds.values()]).toMatchObject([{ status: 'failed' }]);
    expect(engine.tables.events.at(-1)).toMatchObject({ type: 'refund.failed', detail: 'The account is closed.' });
  });

  test.each(['lost_before', 'lost_after'] as const)(
    'whose answer is %s counts for nothing until it is known',
    async (fate) => {
      const engine = start();
      const payment = await captured(engine);
      engine.bank.plan(fate);
      const pending = await engine.refund(payment, 500);
      expect(pending).toMatchObject({
        status: 'captured',
        refundedMinor: 0,
        pendingOperation: { type: 'refund', state: 'unknown' },
      });
      expect([...engine.tables.refunds.values()]).toMatchObject([{ status: 'unknown' }]);
      await expect(engine.refund(pending, 500)).rejects.toMatchObject(IN_FLIGHT);
    },
  );
});

/** The `index`th of the six orders of three. */
function permutation<T>([a, b, c]: [T, T, T], index: number): T[] {
  return (
    [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ][index] ?? []
  );
}
