import { describe, expect, test } from 'vitest';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord } from './records.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';
import type { Fate } from './testing/fake-bank.ts';

const BY_OWNER = { requestId: null, actor: OWNER };

function start() {
  const fixture = createEngineFixture();
  const { deps, bank, clock, session, pay, tables } = fixture;
  const asked = (type: string) => bank.calls.filter((call) => call.startsWith(`${type} `)).length;
  const look = async (afterMs: number) => {
    clock.advance(afterMs);
    expect((await reconcileAttempts(deps)).failures).toEqual([]);
  };
  const inDoubt = async (fate: Fate, capture: 'manual' | 'automatic' = 'manual') => {
    const opened = await session({ capture });
    bank.plan(fate);
    return pay(opened);
  };
  const cancel = (payment: PaymentRecord, requestId: string | null = null) =>
    cancelPayment(deps, structuredClone(payment), { requestId, actor: OWNER, reason: 'out of stock' });
  const lastActor = ({ id }: PaymentRecord) => tables.events.findLast((event) => event.paymentId === id)?.actor;
  return { ...fixture, asked, look, inDoubt, cancel, lastActor };
}

describe('canceling a payment in doubt', () => {
  test.each(['manual', 'automatic'] as const)(
    'voids what is found, for who asked, and captures nothing (%s)',
    async (capture) => {
      const { inDoubt, cancel, look, reload, asked, bank, eventsOf, lastActor } = start();
      const payment = await inDoubt('lost_after', capture);
      const waiting = await cancel(payment);
      expect(waiting).toMatchObject({ status: 'unknown', pendingOperation: { type: 'void', state: 'in_flight' } });
      expect(asked('void')).toBe(0);
      await look(2_000);
      expect(reload(payment)).toMatchObject({ status: 'canceled', pendingOperation: null, capturedMinor: 0 });
      expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true, capturedMinor: 0 }]);
      expect([asked('authorize'), asked('capture'), asked('void')]).toEqual([1, 0, 1]);
      expect(eventsOf(payment)).toEqual([
        'payment.processing',
        'payment.unknown',
        'payment.cancel_started',
        'payment.authorized',
        'payment.canceled',
      ]);
      expect(lastActor(payment)).toEqual(OWNER);
    },
  );

  test('is over where nothing was authorized', async () => {
    const { inDoubt, cancel, look, reload, asked, tables } = start();
    const payment = await inDoubt('lost_before');
    await cancel(payment);
    await look(10_000);
    expect(reload(payment)).toMatchObject({ status: 'declined', pendingOperation: null });
    expect(asked('void')).toBe(0);
    expect(tables.sessions.get(payment.sessionId ?? '')?.status).toBe('open');
  });

  test('stays asked for while the bank is silent, and through a void whose answer is lost', async () => {
    const { inDoubt, cancel, look, reload, asked, bank } = start();
    const payment = await inDoubt('lost_after');
    await cancel(payment);
    bank.isReachable = false;
    await look(2_000);
    expect(reload(payment)).toMatchObject({ status: 'unknown', pendingOperation: { type: 'void' } });
    bank.isReachable = true;
    bank.plan('lost_after');
    await look(60_000);
    expect(reload(payment)).toMatchObject({
      status: 'authorized',
      pendingOperation: { type: 'void', state: 'unknown' },
    });
    await look(2_000);
    expect(reload(payment)).toMatchObject({ status: 'canceled', pendingOperation: null });
    expect(asked('void')).toBe(1);
  });

  test('while the bank is being asked voids what it answers, and captures nothing', async () => {
    const { deps, bank, session, pay, tables, cancel, asked } = start();
    const authorize = bank.authorize.bind(bank);
    bank.authorize = async (request) => {
      const payment = [...tables.payments.values()].at(-1) as PaymentRecord;
      expect(await cancel(payment)).toMatchObject({ status: 'processing', pendingOperation: { type: 'void' } });
      const waiting = tables.payments.get(payment.id) as PaymentRecord;
      await expect(confirmPayment(deps, waiting, { ...BY_OWNER, amountMinor: null })).rejects.toMatchObject({
        detail: 'operation_in_flight',
      });
      return authorize(request);
    };
    const payment = await pay(await session({ capture: 'automatic' }));
    expect(payment).toMatchObject({ status: 'canceled', pendingOperation: null });
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true, capturedMinor: 0 }]);
    expect(asked('capture')).toBe(0);
  });

  test('gives up a challenge that is found, and asks the shopper nothing', async () => {
    const { inDoubt, cancel, look, reload, bank, eventsOf } = start();
    bank.decide('challenge');
    const payment = await inDoubt('lost_after');
    await cancel(payment);
    await look(2_000);
    expect(reload(payment)).toMatchObject({ status: 'declined', pendingOperation: null, action: null });
    expect(bank.authorizations.size).toBe(0);
    expect(eventsOf(payment)).not.toContain('payment.action_required');
  });

  test('happens once: repeated under its request it answers the same, and another one hears of it', async () => {
    const { inDoubt, cancel, reload } = start();
    const payment = await inDoubt('lost_after');
    const first = await cancel(payment, 'req_1');
    expect(await cancel(reload(payment), 'req_1')).toEqual(first);
    expect(await cancel(payment, 'req_1')).toEqual(first);
    await expect(cancel(reload(payment), 'req_2')).rejects.toMatchObject({ detail: 'operation_in_flight' });
  });
});
