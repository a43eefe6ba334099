import { FieldfareError } from '@fieldfare/protocol';
import type { CaptureMethod, DeclineCode } from '@fieldfare/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorizePayment } from './authorize-payment.ts';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import { expireAuthorizations } from './expire-authorizations.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import type { PaymentRecord, SessionRecord } from './records.ts';
import { refundPayment } from './refund-payment.ts';
import { LEGAL_MOVES } from './state-machine.ts';
import { createEngineFixture, newChallenge, OWNER } from './testing/engine-fixture.ts';
import type { EngineDeps, EngineFixture } from './testing/engine-fixture.ts';
import { Crash, interleave } from './testing/interleave.ts';
import type { Mishaps, TravelFate } from './testing/interleave.ts';
import { isUnderWay } from './testing/memory-tables.ts';

const BY_OWNER = { requestId: null, actor: OWNER };
const HOUR_MS = 3_600_000;
const EXPECTED = new Set(['conflict', 'validation_error', 'rate_limited', 'permission_denied']);

const amount = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 2_600 }));
const pay = fc.record({ type: fc.constant('pay' as const), request: fc.integer({ min: 0, max: 3 }) });
const reconcile = fc.record({ type: fc.constant('reconcile' as const) });
const advance = (...ms: number[]) => fc.record({ type: fc.constant('advance' as const), ms: fc.constantFrom(...ms) });
const outside = fc.record({
  type: fc.constant('outside' as const),
  act: fc.constantFrom('capture' as const, 'void' as const, 'refund' as const, 'refund' as const),
  amount: fc.integer({ min: 1, max: 1_500 }),
});
const anything = fc.oneof(
  { weight: 4, arbitrary: outside },
  { weight: 2, arbitrary: pay },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('confirm' as const), amount }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('refund' as const), amount }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('cancel' as const, 'expire' as const) }) },
  { weight: 3, arbitrary: reconcile },
  { weight: 4, arbitrary: advance(500, 2_000, 2_000, 4_000, 6_000, 16_000, 16_000) },
  { weight: 1, arbitrary: advance(HOUR_MS, 25 * HOUR_MS, 8 * 24 * HOUR_MS) },
);
const payingAndLooking = fc.oneof(
  { weight: 1, arbitrary: pay },
  { weight: 3, arbitrary: reconcile },
  { weight: 3, arbitrary: advance(500, 1_000, 2_000, 2_000, 4_000, 16_000) },
);
type Command = typeof anything extends fc.Arbitrary<infer T> ? T : never;
type Steps = { command: Command; turns: number }[];
type Beginning = 'nothing' | 'authorized' | 'captured';

/** Commands in their order, and how many turns of the world pass after each. */
const storyOf = (command: fc.Arbitrary<Command>): fc.Arbitrary<Steps> =>
  fc.array(fc.record({ command, turns: fc.integer({ min: 0, max: 9 }) }), { minLength: 6, maxLength: 40, size: 'max' });
const mishapsOf = (...fates: TravelFate[]): fc.Arbitrary<Mishaps> =>
  fc.record({
    fates: fc.array(fc.constantFrom(...fates), { maxLength: 12 }),
    commits: fc.array(
      fc.constantFrom('written', 'written', 'crash_before', 'crash_after', 'sleep_after', 'sleep_after'),
      { maxLength: 12 },
    ),
  });
const declines = fc.array(fc.constantFrom(null, null, 'card_declined' as const), { maxLength: 4 });
const capturing = fc.constantFrom<CaptureMethod>('manual', 'automatic');

test('whatever interleaves, is lost or crashes: amounts stay ordered, one operation at a time, and the bank agrees in the end', async () => {
  const mishaps = mishapsOf('answered', 'answered', 'slow', 'slow', 'late', 'lost_before', 'lost_after');
  const beginnings = fc.constantFrom<Beginning>('nothing', 'authorized', 'captured');
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), storyOf(anything), mishaps, declines, capturing, beginnings, playOut),
    { numRuns: 400 },
  );
}, 60_000);

test('an authorization that arrives when its sender has given up is never believed absent, and never doubled', async () => {
  const mishaps = mishapsOf('late', 'late', 'late', 'answered', 'lost_before');
  const beginnings = fc.constant<Beginning>('nothing');
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), storyOf(payingAndLooking), mishaps, declines, capturing, beginnings, playOut),
    { numRuns: 400 },
  );
}, 60_000);

async function playOut(
  scheduler: fc.Scheduler,
  steps: Steps,
  mishaps: Mishaps,
  declineCodes: (DeclineCode | null)[],
  capture: CaptureMethod,
  beginning: Beginning,
): Promise<void> {
  const fixture = createEngineFixture();
  const session = await fixture.session({ capture, expires_at: '2026-11-28T12:00:00.000Z' });
  if (beginning !== 'nothing') {
    const payment = await fixture.pay({ ...session, capture: 'manual' });
    if (beginning === 'captured') await confirmPayment(fixture.deps, payment, { ...BY_OWNER, amountMinor: 2_000 });
  }
  fixture.bank.decide(...declineCodes);
  const deps = interleave(fixture, scheduler, structuredClone(mishaps));
  const errors: unknown[] = [];
  for (const { command, turns } of steps) {
    launch(fixture, deps, session, command).catch((error: unknown) => errors.push(error));
    for (let turn = 0; turn < turns && scheduler.count() > 0; turn++) await scheduler.waitNext(1);
  }
  await scheduler.waitIdle();
  expect(errors.filter((error) => !isExpected(error))).toEqual([]);
  await settle(fixture);
  assertConsistent(fixture, session);
}

async function launch(
  fixture: EngineFixture,
  deps: EngineDeps,
  session: SessionRecord,
  command: Command,
): Promise<unknown> {
  const payment = fixture.tables.payments.get(fixture.tables.sessions.get(session.id)?.paymentId ?? '');
  switch (command.type) {
    case 'pay':
      return authorizePayment(deps, {
        session,
        challenge: newChallenge(session, fixture.clock.now()),
        cardPayload: '4242424242424242',
        metadata: {},
        requestId: `request_${command.request}`,
      });
    case 'confirm':
      return payment && confirmPayment(deps, structuredClone(payment), { ...BY_OWNER, amountMinor: command.amount });
    case 'refund':
      return payment && refundPayment(deps, structuredClone(payment), { ...BY_OWNER, amountMinor: command.amount });
    case 'cancel':
      return payment && cancelPayment(deps, structuredClone(payment), BY_OWNER);
    case 'expire':
      return expireAuthorizations(deps);
    case 'reconcile': {
      const { failures } = await reconcileAttempts(deps);
      for (const { error } of failures) if (!isExpected(error)) throw error;
      return failures;
    }
    case 'outside':
      return payment && actOutside(fixture, payment, command);
    case 'advance':
      return fixture.clock.advance(command.ms);
  }
}

/** The merchant goes on with it in the bank's own dashboard, and the bank's webhook says so. */
async function actOutside(
  { bank, deps, clock, tables }: EngineFixture,
  payment: PaymentRecord,
  { act, amount: amountMinor }: Extract<Command, { type: 'outside' }>,
): Promise<void> {
  if (!bank.actOutside(act, payment.processorReference ?? '', amountMinor)) return;
  for (const { id, paymentId, processor } of tables.attempts.values())
    if (paymentId === payment.id) await deps.notices.lookAgain(processor, id, clock.now());
}

function isExpected(error: unknown): boolean {
  // A job that goes on with the others tells of all that failed.
  if (error instanceof AggregateError) return error.errors.every(isExpected);
  return error instanceof Crash || (error instanceof FieldfareError && EXPECTED.has(error.code));
}

/** Nothing goes wrong any more, the comparison of the books has everything looked at, and reconciliation comes by until nothing is open. */
async function settle({ deps, clock, tables }: EngineFixture): Promise<void> {
  for (let round = 0; round < 8; round++) {
    clock.advance(16 * 60_000);
    if (round === 4)
      for (const { id, processor } of tables.attempts.values())
        await deps.notices.lookAgain(processor, id, clock.now());
    expect((await reconcileAttempts(deps)).failures).toEqual([]);
  }
  expect([...tables.attempts.values()].filter(isUnderWay)).toEqual([]);
}

function assertConsistent(fixture: EngineFixture, session: SessionRecord): void {
  const payments = [...fixture.tables.payments.values()];
  for (const payment of payments) {
    assertBankAgrees(fixture, payment);
    assertTimeline(fixture, payment);
  }
  const live = payments.filter((payment) => payment.status !== 'declined');
  expect(live.length).toBeLessThanOrEqual(1);
  expect(fixture.bank.authorizations.size).toBe(live.length);
  const expected = { status: live.length === 1 ? 'completed' : 'open' };
  expect(fixture.tables.sessions.get(session.id)).toMatchObject(expected);
}

function assertBankAgrees({ bank, clock, tables }: EngineFixture, payment: PaymentRecord): void {
  const held = bank.authorizations.get(payment.processorReference ?? '');
  expect(payment.pendingOperation).toBeNull();
  expect(['processing', 'unknown']).not.toContain(payment.status);
  const refunds = [...tables.refunds.values()].filter((refund) => refund.paymentId === payment.id);
  const refunded = refunds
    .filter((refund) => refund.status === 'succeeded')
    .reduce((sum, refund) => sum + refund.amountMinor, 0);
  expect({
    authorized: payment.authorizedMinor,
    captured: payment.capturedMinor,
    refunded: payment.refundedMinor,
    isVoided: payment.status === 'canceled',
  }).toEqual({
    authorized: held?.authorizedMinor ?? 0,
    captured: held?.capturedMinor ?? 0,
    refunded: held?.refundedMinor ?? 0,
    // One that was released past us and has run out since expires here by its date.
    isVoided: held?.isVoided === true && (payment.status === 'canceled' || held.expiresAt > clock.now()),
  });
  expect(payment.refundedMinor).toBe(refunded);
}

/** Every version has its one event, and every step from one to the next is legal. */
function assertTimeline({ tables }: EngineFixture, payment: PaymentRecord): void {
  const events = tables.events.filter((event) => event.paymentId === payment.id);
  expect(events.map((event) => event.version)).toEqual(
    Array.from({ length: payment.version }, (_, index) => index + 1),
  );
  for (const [index, { status }] of events.entries()) {
    const before = events[index - 1]?.status ?? 'processing';
    expect([before, ...LEGAL_MOVES[before]]).toContain(status);
  }
}
