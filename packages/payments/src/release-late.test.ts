import { describe, expect, test } from 'vitest';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord } from './records.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const DAY_MS = 24 * 3_600_000;

/** A bank that breaks its promise: what it has no record of after the settling delay, it authorizes all the same. */
function start() {
  const fixture = createEngineFixture();
  const { deps, bank, clock, session, pay, tables } = fixture;
  const asked = (type: string) => bank.calls.filter((call) => call.startsWith(`${type} `)).length;
  const look = async (afterMs: number) => {
    clock.advance(afterMs);
    const { looked, failures } = await reconcileAttempts(deps);
    expect(failures).toEqual([]);
    return looked;
  };
  const authorizeAttempt = (payment: PaymentRecord) =>
    [...tables.attempts.values()].find(({ paymentId, type }) => paymentId === payment.id && type === 'authorize');
  const believedAbsent = async () => {
    const opened = await session();
    bank.plan('lost_before');
    const payment = await pay(opened);
    await look(10_000);
    expect(fixture.reload(payment).status).toBe('declined');
    expect(authorizeAttempt(payment)?.state).toBe('absent');
    return { payment: fixture.reload(payment), opened };
  };
  const arriveNow = ({ id, totalMinor, currency }: PaymentRecord) =>
    bank.authorize({
      attemptId: authorizeAttempt({ id } as PaymentRecord)?.id ?? '',
      amountMinor: totalMinor,
      currency,
      card: { number: '4242424242424242', exp_month: 12, exp_year: 2030 },
      statementDescriptor: 'DEMO',
    });
  return { ...fixture, asked, look, believedAbsent, arriveNow, authorizeAttempt };
}

describe('an authorization that was believed absent and comes late', () => {
  test('is voided once, and its payment stays declined', async () => {
    const { believedAbsent, arriveNow, look, reload, asked, bank, eventsOf, authorizeAttempt } = start();
    const { payment } = await believedAbsent();
    await arriveNow(payment);
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: false }]);
    await look(60_000);
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true }]);
    expect(reload(payment)).toMatchObject({ status: 'declined', pendingOperation: null, authorizedMinor: 0 });
    expect(authorizeAttempt(payment)?.state).toBe('succeeded');
    expect(eventsOf(payment).slice(-3)).toEqual(['payment.declined', 'payment.found_late', 'payment.released']);
    await look(DAY_MS);
    await look(DAY_MS);
    expect([asked('authorize'), asked('void')]).toEqual([2, 1]);
  });

  test('does not touch the payment that was made instead', async () => {
    const { believedAbsent, arriveNow, look, pay, reload, bank, tables } = start();
    const { payment, opened } = await believedAbsent();
    const second = await pay(opened);
    await arriveNow(payment);
    await look(60_000);
    expect(reload(second)).toEqual(second);
    expect(second.status).toBe('authorized');
    expect(tables.sessions.get(opened.id)).toMatchObject({ status: 'completed', paymentId: second.id });
    expect(bank.authorizations.get(second.processorReference ?? '')?.isVoided).toBe(false);
  });

  test('is voided in the end where the void’s own answer is lost', async () => {
    const { believedAbsent, arriveNow, look, reload, bank, eventsOf } = start();
    const { payment } = await believedAbsent();
    await arriveNow(payment);
    bank.plan('lost_before');
    await look(60_000);
    expect(reload(payment)).toMatchObject({
      status: 'declined',
      pendingOperation: { type: 'void', state: 'unknown' },
    });
    await look(10_000);
    expect(reload(payment)).toMatchObject({ status: 'declined', pendingOperation: null });
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true }]);
    expect(eventsOf(payment).slice(-2)).toEqual(['payment.release_unknown', 'payment.released']);
  });

  test('is voided by its own sender, where the answer comes after all', async () => {
    const { bank, session, pay, look, asked } = start();
    const authorize = bank.authorize.bind(bank);
    bank.authorize = async (request) => {
      // Nothing is in the bank's books yet, though nobody waits as long as this.
      await look(60_000);
      return authorize(request);
    };
    const payment = await pay(await session({ capture: 'automatic' }));
    expect(payment).toMatchObject({ status: 'declined', pendingOperation: null });
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true, capturedMinor: 0 }]);
    expect([asked('capture'), asked('void')]).toEqual([0, 1]);
    await look(DAY_MS);
    expect(asked('void')).toBe(1);
  });

  test('is voided once where reconciliation and its own sender both hear of it', async () => {
    const { bank, session, pay, look, asked, reload } = start();
    const authorize = bank.authorize.bind(bank);
    bank.authorize = async (request) => {
      await look(60_000);
      const answer = await authorize(request);
      await look(60_000);
      return answer;
    };
    const payment = await pay(await session());
    expect(reload(payment)).toMatchObject({ status: 'declined', pendingOperation: null });
    expect(asked('void')).toBe(1);
  });

  test('is looked for a day long, and then no more', async () => {
    const { believedAbsent, look, authorizeAttempt, bank } = start();
    const { payment } = await believedAbsent();
    expect(await look(59_999)).toBe(0);
    expect(await look(1)).toBe(1);
    bank.isReachable = false;
    expect(await look(DAY_MS)).toBe(1);
    bank.isReachable = true;
    expect(await look(DAY_MS)).toBe(1);
    expect(authorizeAttempt(payment)).toMatchObject({ state: 'absent', checkAfter: null });
    expect(await look(DAY_MS)).toBe(0);
  });

  test('later than that is voided once the comparison of the books has it looked at', async () => {
    const { deps, clock, believedAbsent, arriveNow, look, authorizeAttempt, bank } = start();
    const { payment } = await believedAbsent();
    await look(2 * DAY_MS);
    await arriveNow(payment);
    expect(await look(DAY_MS)).toBe(0);
    await deps.notices.lookAgain(payment.processor, authorizeAttempt(payment)?.id ?? '', clock.now());
    expect(await look(0)).toBe(1);
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true }]);
  });
});
