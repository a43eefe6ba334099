import { FieldfareError } from '@fieldfare/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import { expireAuthorizations } from './expire-authorizations.ts';
import type { PaymentRecord } from './records.ts';
import { refundPayment } from './refund-payment.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';
import type { EngineDeps } from './testing/engine-fixture.ts';
import { interleave } from './testing/interleave.ts';

const BY_OWNER = { requestId: null, actor: OWNER };
const AUTHORIZED = 2_500;
const CONFLICTS = ['operation_in_flight', 'payment_status_conflict', 'payment_changed'];
const WITHOUT_MISHAPS = { fates: [], commits: [] };
const RUNS = { numRuns: 300 };
const EIGHT_DAYS_MS = 8 * 24 * 3_600_000;

type Command = { type: 'confirm' | 'cancel'; amount: number | null };
const amount = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: AUTHORIZED }), fc.integer({ min: 1, max: 4_000 }));
const commands = fc.array(
  fc.record({ type: fc.constantFrom<Command['type']>('confirm', 'confirm', 'cancel'), amount }),
  { minLength: 2, maxLength: 6 },
);

const run = (deps: EngineDeps, payment: PaymentRecord, { type, amount: amountMinor }: Command) =>
  type === 'confirm'
    ? confirmPayment(deps, payment, { ...BY_OWNER, amountMinor })
    : cancelPayment(deps, payment, BY_OWNER);
const isPossible = ({ type, amount: asked }: Command) => type === 'cancel' || (asked ?? AUTHORIZED) <= AUTHORIZED;
const refusalOf = (result: PromiseSettledResult<unknown>) => {
  if (result.status === 'fulfilled') return null;
  const { reason } = result as { reason: unknown };
  if (!(reason instanceof FieldfareError)) throw reason;
  return reason.detail;
};

/** Starts everything at once and lets the scheduler decide whose step comes next. */
async function atOnce<T>(scheduler: fc.Scheduler, started: Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  const settled = Promise.allSettled(started);
  await scheduler.waitIdle();
  return settled;
}

test('of confirms, lower confirms and cancels at the same moment exactly one wins, and the others are told so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), commands, async (scheduler, several) => {
      const fixture = createEngineFixture();
      const payment = await fixture.authorized();
      const deps = interleave(fixture, scheduler, structuredClone(WITHOUT_MISHAPS));
      const results = await atOnce(
        scheduler,
        several.map((command) => run(deps, structuredClone(payment), command)),
      );
      const winners = several.filter((_, index) => results[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(several.some(isPossible) ? 1 : 0);
      const refusals = results.map(refusalOf).filter((refusal) => refusal !== null);
      expect([...CONFLICTS, 'amount_too_large']).toEqual(expect.arrayContaining(refusals));
      // What was possible was refused because somebody else was first, and for no other reason.
      const beaten = results.filter((_, index) => several[index] && isPossible(several[index])).map(refusalOf);
      expect(beaten).not.toContain('amount_too_large');
      const [winner] = winners;
      const captured = winner?.type === 'confirm' ? (winner.amount ?? AUTHORIZED) : 0;
      const status = { confirm: 'captured', cancel: 'canceled', none: 'authorized' }[winner?.type ?? 'none'];
      expect(fixture.reload(payment)).toMatchObject({ status, capturedMinor: captured, pendingOperation: null });
      const held = fixture.bank.authorizations.get(payment.processorReference ?? '');
      expect(held).toMatchObject({ capturedMinor: captured, isVoided: winner?.type === 'cancel' });
    }),
    RUNS,
  );
}, 60_000);

test('refunds at the same moment return what the winners asked for, never more than was captured', async () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 2_200 }), { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), amounts, async (scheduler, asked) => {
      const fixture = createEngineFixture();
      const captured = await confirmPayment(fixture.deps, await fixture.authorized(), {
        ...BY_OWNER,
        amountMinor: 2_000,
      });
      const deps = interleave(fixture, scheduler, structuredClone(WITHOUT_MISHAPS));
      const results = await atOnce(
        scheduler,
        asked.map((amountMinor) => refundPayment(deps, structuredClone(captured), { ...BY_OWNER, amountMinor })),
      );
      const refusals = results.map(refusalOf).filter((refusal) => refusal !== null);
      expect([...CONFLICTS, 'amount_too_large']).toEqual(expect.arrayContaining(refusals));
      const returned = asked.reduce((sum, one, index) => sum + (results[index]?.status === 'fulfilled' ? one : 0), 0);
      const now = fixture.reload(captured);
      expect(now).toMatchObject({ refundedMinor: returned, pendingOperation: null });
      expect(returned).toBeLessThanOrEqual(2_000);
      const held = fixture.bank.authorizations.get(captured.processorReference ?? '');
      expect(held).toMatchObject({ refundedMinor: returned });
      const rows = [...fixture.tables.refunds.values()].filter(({ status }) => status !== 'failed');
      expect(rows.reduce((sum, row) => sum + row.amountMinor, 0)).toBe(returned);
    }),
    RUNS,
  );
}, 60_000);

test('an authorization that has run out is never captured, whoever is first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), commands, async (scheduler, several) => {
      const fixture = createEngineFixture();
      const payment = await fixture.authorized();
      fixture.clock.advance(EIGHT_DAYS_MS);
      const deps = interleave(fixture, scheduler, structuredClone(WITHOUT_MISHAPS));
      const acts = several.map((command) => run(deps, structuredClone(payment), command));
      const results = await atOnce<unknown>(scheduler, [expireAuthorizations(deps), ...acts]);
      results.forEach(refusalOf);
      await expireAuthorizations(fixture.deps);
      expect(fixture.reload(payment)).toMatchObject({ status: 'expired', capturedMinor: 0, pendingOperation: null });
      expect(fixture.bank.authorizations.get(payment.processorReference ?? '')?.capturedMinor).toBe(0);
    }),
    RUNS,
  );
}, 60_000);
