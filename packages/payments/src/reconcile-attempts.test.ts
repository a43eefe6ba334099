import { describe, expect, test } from 'vitest';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord } from './records.ts';
import { refundPayment } from './refund-payment.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';
import type { Fate } from './testing/fake-bank.ts';

const BY_OWNER = { requestId: null, actor: OWNER };
const WINDOW_MS = 24 * 3_600_000;

function start() {
  const fixture = createEngineFixture();
  const { deps, bank, clock, session, pay, authorized } = fixture;
  const asked = (type: string) => bank.calls.filter((call) => call.startsWith(`${type} `)).length;
  const look = async (afterMs: number) => {
    clock.advance(afterMs);
    const { looked, resolved, failures } = await reconcileAttempts(deps);
    expect(failures).toEqual([]);
    return { looked, resolved };
  };
  const inDoubt = async (fate: Fate) => {
    bank.plan(fate);
    return pay(await session());
  };
  const captureInDoubt = async (fate: Fate) => {
    const payment = await authorized();
    bank.plan(fate);
    return confirmPayment(deps, payment, { ...BY_OWNER, amountMinor: 2_000 });
  };
  /** The process dies as soon as the bank has what it was asked. */
  const crashAfter = async (operation: 'authorize' | 'capture', begin: () => Promise<PaymentRecord>) => {
    const ask = bank[operation].bind(bank) as (request: unknown) => Promise<unknown>;
    const dying = async (request: unknown) => {
      await ask(request);
      throw new TypeError('killed');
    };
    Object.assign(bank, { [operation]: dying });
    await expect(begin()).rejects.toThrow('killed');
    Object.assign(bank, { [operation]: ask });
    return [...fixture.tables.payments.values()].at(-1) as PaymentRecord;
  };
  return { ...fixture, asked, look, inDoubt, captureInDoubt, crashAfter };
}

describe('reconciling an authorization', () => {
  test('finds that the bank did it', async () => {
    const { inDoubt, look, asked, reload, tables, eventsOf } = start();
    const payment = await inDoubt('lost_after');
    expect(await look(2_000)).toEqual({ looked: 1, resolved: 1 });
    expect(reload(payment)).toMatchObject({
      status: 'authorized',
      authorizedMinor: 2_500,
      processorReference: expect.stringContaining('bank_'),
    });
    expect(tables.sessions.get(payment.sessionId ?? '')?.status).toBe('completed');
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.unknown', 'payment.authorized']);
    expect(asked('authorize')).toBe(1);
  });

  test('finds that the bank declined it, and opens the session again', async () => {
    const { inDoubt, look, reload, bank, tables } = start();
    bank.decide('insufficient_funds');
    const payment = await inDoubt('lost_after');
    expect(await look(2_000)).toEqual({ looked: 1, resolved: 1 });
    expect(reload(payment)).toMatchObject({ status: 'declined', declineCode: 'insufficient_funds' });
    expect(tables.sessions.get(payment.sessionId ?? '')?.status).toBe('open');
  });

  test('believes that it is absent only after the settling delay, and never sends it again', async () => {
    const { inDoubt, look, reload, asked, tables } = start();
    const payment = await inDoubt('lost_before');
    expect(await look(5_999)).toEqual({ looked: 1, resolved: 0 });
    expect(reload(payment).status).toBe('unknown');
    expect(tables.sessions.get(payment.sessionId ?? '')?.status).toBe('processing');
    expect(await look(4_000)).toEqual({ looked: 1, resolved: 1 });
    expect(reload(payment)).toMatchObject({ status: 'declined', declineCode: 'processing_error', authorizedMinor: 0 });
    expect(tables.sessions.get(payment.sessionId ?? '')?.status).toBe('open');
    expect(asked('authorize')).toBe(1);
  });

  test('counts the settling delay until the books were asked, not until they answered', async () => {
    const { inDoubt, look, reload, bank, clock } = start();
    const payment = await inDoubt('lost_before');
    const lookup = bank.lookup.bind(bank);
    bank.lookup = async (attemptId) => {
      const found = await lookup(attemptId);
      clock.advance(60_000);
      return found;
    };
    expect(await look(2_000)).toEqual({ looked: 1, resolved: 0 });
    expect(reload(payment).status).toBe('unknown');
  });

  test('waits for a bank that cannot be reached, at growing intervals', async () => {
    const { inDoubt, look, reload, bank, asked } = start();
    const payment = await inDoubt('lost_after');
    bank.isReachable = false;
    expect(await look(2_000)).toEqual({ looked: 1, resolved: 0 });
    expect(await look(3_999)).toEqual({ looked: 0, resolved: 0 });
    expect(await look(1)).toEqual({ looked: 1, resolved: 0 });
    expect(await look(7_999)).toEqual({ looked: 0, resolved: 0 });
    expect(await look(1)).toEqual({ looked: 1, resolved: 0 });
    expect(reload(payment)).toEqual(payment);
    bank.isReachable = true;
    await look(16_000);
    expect(reload(payment).status).toBe('authorized');
    expect(asked('authorize')).toBe(1);
  });

  test('leaves one that is in flight alone until its grace is over', async () => {
    const { crashAfter, session, pay, look, reload } = start();
    const opened = await session();
    const payment = await crashAfter('authorize', () => pay(opened));
    expect(payment.status).toBe('processing');
    expect(await look(14_999)).toEqual({ looked: 0, resolved: 0 });
    expect(await look(1)).toEqual({ looked: 1, resolved: 1 });
    expect(reload(payment).status).toBe('authorized');
  });

  test('calls one that nobody answered for unknown while the bank cannot be reached', async () => {
    const { crashAfter, session, pay, look, reload, bank } = start();
    const opened = await session();
    const payment = await crashAfter('authorize', () => pay(opened));
    bank.isReachable = false;
    expect(await look(15_000)).toEqual({ looked: 1, resolved: 0 });
    expect(reload(payment).status).toBe('unknown');
    await expect(pay(opened)).rejects.toMatchObject({ detail: 'payment_in_doubt' });
    await look(2_000);
    expect(reload(payment).version).toBe(payment.version + 1);
    bank.isReachable = true;
    await look(3_600_000);
    expect(reload(payment).status).toBe('authorized');
  });

  test.each(['lost_after', 'answered'] as const)(
    'captures at once where the session says automatic (%s)',
    async (fate) => {
      const { session, pay, look, reload, bank, crashAfter, asked, tables } = start();
      const opened = await session({ capture: 'automatic' });
      if (fate === 'answered') await crashAfter('authorize', () => pay(opened));
      else {
        bank.plan(fate);
        await pay(opened);
      }
      const payment = [...tables.payments.values()][0] as PaymentRecord;
      await look(15_000);
      expect(reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
      expect(asked('capture')).toBe(1);
    },
  );

  test('asks for nothing a second time when two look at the same moment', async () => {
    const { inDoubt, reload, clock, deps, asked, eventsOf } = start();
    const payment = await inDoubt('lost_after');
    clock.advance(2_000);
    const reports = await Promise.all([reconcileAttempts(deps), reconcileAttempts(deps)]);
    expect(reports.map((report) => report.looked)).toEqual([1, 0]);
    expect(asked('lookup')).toBe(1);
    expect(reload(payment).status).toBe('authorized');
    expect(eventsOf(payment)).toHaveLength(3);
  });
});

describe('reconciling a capture', () => {
  test('finds that the bank did it', async () => {
    const { captureInDoubt, look, reload, asked } = start();
    const payment = await captureInDoubt('lost_after');
    expect(await look(2_000)).toEqual({ looked: 1, resolved: 1 });
    expect(reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_000, pendingOperation: null });
    expect(asked('capture')).toBe(1);
  });

  test('finds that the bank refused it', async () => {
    const { captureInDoubt, look, reload, bank, eventsOf } = start();
    const payment = await captureInDoubt('lost_before');
    bank.lookup = async () => ({ type: 'refused', reason: 'The card was closed.' });
    await look(2_000);
    expect(reload(payment)).toMatchObject({ status: 'authorized', capturedMinor: 0, pendingOperation: null });
    expect(eventsOf(payment).at(-1)).toBe('payment.capture_failed');
  });

  test('sends it again, under its own id, once it is absent and settled', async () => {
    const { captureInDoubt, look, reload, bank, asked } = start();
    const payment = await captureInDoubt('lost_before');
    expect(await look(2_000)).toEqual({ looked: 1, resolved: 0 });
    expect(asked('capture')).toBe(1);
    expect(await look(4_000)).toEqual({ looked: 1, resolved: 1 });
    const captures = bank.calls.filter((call) => call.startsWith('capture '));
    expect(captures).toHaveLength(2);
    expect(captures[0]).toBe(captures[1]);
    expect(reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_000 });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.capturedMinor).toBe(2_000);
  });

  test('keeps it pending where that is lost, too', async () => {
    const { captureInDoubt, look, reload, bank, asked } = start();
    const payment = await captureInDoubt('lost_before');
    bank.plan('lost_before', 'lost_after');
    await look(2_000);
    await look(4_000);
    await look(8_000);
    expect(reload(payment)).toEqual(payment);
    expect(asked('capture')).toBe(3);
    await look(16_000);
    expect(reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_000 });
    expect(asked('capture')).toBe(3);
  });

  test('does not send it again after the idempotency window, and gives it up only when that, too, has settled', async () => {
    const { captureInDoubt, look, reload, bank, asked, eventsOf } = start();
    const payment = await captureInDoubt('lost_before');
    bank.isReachable = false;
    await look(2_000);
    bank.isReachable = true;
    expect(await look(WINDOW_MS - 2_000)).toEqual({ looked: 1, resolved: 0 });
    expect(asked('capture')).toBe(1);
    expect(reload(payment).pendingOperation).not.toBeNull();
    expect(await look(15 * 60_000)).toEqual({ looked: 1, resolved: 1 });
    expect(asked('capture')).toBe(1);
    expect(reload(payment)).toMatchObject({ status: 'authorized', capturedMinor: 0, pendingOperation: null });
    expect(eventsOf(payment).at(-1)).toBe('payment.capture_failed');
  });

  test('sends it again up to the very end of the window', async () => {
    const { captureInDoubt, look, reload, bank, asked } = start();
    const payment = await captureInDoubt('lost_before');
    bank.isReachable = false;
    await look(2_000);
    bank.isReachable = true;
    await look(WINDOW_MS - 2_001);
    expect(asked('capture')).toBe(2);
    expect(reload(payment).status).toBe('captured');
  });

  test('neither sends it nor gives it up while the bank cannot be reached', async () => {
    const { captureInDoubt, look, reload, bank, asked } = start();
    const payment = await captureInDoubt('lost_before');
    bank.isReachable = false;
    for (const afterMs of [2_000, 4_000, 8_000, 2 * WINDOW_MS]) await look(afterMs);
    expect(reload(payment)).toEqual(payment);
    expect(asked('capture')).toBe(1);
  });

  test('picks up one whose process died', async () => {
    const { authorized, crashAfter, deps, look, reload } = start();
    const payment = await authorized();
    await crashAfter('capture', () => confirmPayment(deps, payment, { ...BY_OWNER, amountMinor: null }));
    expect(reload(payment).pendingOperation?.state).toBe('in_flight');
    await look(15_000);
    expect(reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
  });
});

describe('reconciling a void or a refund', () => {
  test.each(['lost_before', 'lost_after'] as const)('resolves a void whose answer was %s', async (fate) => {
    const { authorized, deps, bank, look, reload } = start();
    const payment = await authorized();
    bank.plan(fate);
    await cancelPayment(deps, payment, BY_OWNER);
    await look(2_000);
    await look(4_000);
    expect(reload(payment)).toMatchObject({ status: 'canceled', pendingOperation: null });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.isVoided).toBe(true);
  });

  test.each(['lost_before', 'lost_after'] as const)('counts a refund whose answer was %s once', async (fate) => {
    const { authorized, deps, bank, look, reload, tables } = start();
    const captured = await confirmPayment(deps, await authorized(), { ...BY_OWNER, amountMinor: null });
    bank.plan(fate);
    await refundPayment(deps, captured, { ...BY_OWNER, amountMinor: 1_000 });
    await look(2_000);
    await look(4_000);
    await look(8_000);
    expect(reload(captured)).toMatchObject({
      status: 'partially_refunded',
      refundedMinor: 1_000,
      pendingOperation: null,
    });
    expect(bank.authorizations.get(captured.processorReference ?? '')?.refundedMinor).toBe(1_000);
    expect([...tables.refunds.values()]).toMatchObject([{ status: 'succeeded', amountMinor: 1_000 }]);
  });

  test('counts a refund once whose answer arrives after it was looked up', async () => {
    const { authorized, deps, bank, look, reload, eventsOf } = start();
    const captured = await confirmPayment(deps, await authorized(), { ...BY_OWNER, amountMinor: null });
    const refund = bank.refund.bind(bank);
    bank.refund = async (request) => {
      const outcome = await refund(request);
      await look(15_000);
      return outcome;
    };
    const payment = await refundPayment(deps, captured, { ...BY_OWNER, amountMinor: 1_000 });
    expect(payment).toEqual(reload(captured));
    expect(payment).toMatchObject({ status: 'partially_refunded', refundedMinor: 1_000, pendingOperation: null });
    expect(eventsOf(payment).filter((type) => type === 'refund.succeeded')).toHaveLength(1);
  });

  test('a refund that the bank never saw fails after the window and returns nothing', async () => {
    const { authorized, deps, bank, look, reload, tables } = start();
    const captured = await confirmPayment(deps, await authorized(), { ...BY_OWNER, amountMinor: null });
    bank.plan('lost_before');
    await refundPayment(deps, captured, { ...BY_OWNER, amountMinor: 1_000 });
    await look(WINDOW_MS + 3_000);
    expect(reload(captured)).toMatchObject({ status: 'captured', refundedMinor: 0, pendingOperation: null });
    expect([...tables.refunds.values()]).toMatchObject([{ status: 'failed' }]);
  });
});

test('one attempt that cannot be looked at does not stop the others', async () => {
  const { deps, bank, clock, pay, session, reload } = createEngineFixture();
  bank.plan('lost_after', 'lost_after');
  const first = await pay(await session());
  const second = await pay(await session());
  const lookup = bank.lookup.bind(bank);
  const broken = new TypeError('a reply that nobody expected');
  let looks = 0;
  bank.lookup = async (attemptId) => {
    if (looks++ === 0) throw broken;
    return lookup(attemptId);
  };
  clock.advance(2_000);
  const report = await reconcileAttempts(deps);
  expect(report).toMatchObject({
    looked: 2,
    resolved: 1,
    failures: [{ attemptId: expect.stringMatching(/^att_/), error: broken }],
  });
  expect(reload(first).status).toBe('unknown');
  expect(reload(second).status).toBe('authorized');
});
