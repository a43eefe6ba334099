import { createPaymentRepository, createSessionRepository } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import { insertDataKey } from '@fieldfare/db/testing/insert-data-key';
import type { TestDatabase } from '@fieldfare/db/testing';
import {
  cancelPayment,
  confirmPayment,
  expireAuthorizations,
  reconcileAttempts,
  refundPayment,
} from '@fieldfare/payments';
import type { AuthorizeRequest, OperationRequest, PaymentRecord } from '@fieldfare/payments';
import { createEngineFixture, FAKE_DATA_KEY, newChallenge, MERCHANT_SERVER } from '@fieldfare/payments/testing';
import type { EngineFixture } from '@fieldfare/payments/testing';
import { newId, Notification } from '@fieldfare/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onlySandbox } from '../only-sandbox.ts';
import { createSandboxProcessor } from './create-sandbox-processor.ts';
import type { SandboxProcessor } from './create-sandbox-processor.ts';

const BY_SERVER = { requestId: null, actor: MERCHANT_SERVER };
const DECLINED = '4000000000000002';
const UNANSWERED = '4000000000006975';

describe('the engine over PostgreSQL and the sandbox bank', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let fixture: EngineFixture;
  let bank: SandboxProcessor;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.paymentsUrl });
    await insertDataKey(pool, FAKE_DATA_KEY);
    fixture = createEngineFixture();
    bank = createSandboxProcessor({
      connectionString: database.sandboxUrl,
      environment: 'development',
      hashKey: Buffer.alloc(32, 7),
      clock: fixture.clock,
      delay: async () => {},
    });
    fixture.deps.payments = createPaymentRepository(pool);
    fixture.deps.sessions = createSessionRepository(pool);
    fixture.deps.processors = onlySandbox(bank);
  });
  afterAll(async () => {
    await bank.close();
    await pool.end();
    await database.drop();
  });

  const reload = async ({ id }: PaymentRecord) => fixture.deps.payments.load(id);
  const sessionOf = async ({ sessionId }: PaymentRecord) =>
    (await fixture.deps.sessions.load(sessionId ?? ''))?.session;
  const reconcileAfter = async (ms: number) => {
    fixture.clock.advance(ms);
    const { failures } = await reconcileAttempts(fixture.deps);
    expect(failures).toEqual([]);
  };

  test('authorizes, captures less and refunds in parts', async () => {
    const { deps, authorized } = fixture;
    const captured = await confirmPayment(deps, await authorized(), { ...BY_SERVER, amountMinor: 2_000 });
    expect(captured).toMatchObject({ status: 'captured', capturedMinor: 2_000 });
    const partly = await refundPayment(deps, captured, { ...BY_SERVER, amountMinor: 500 });
    expect(partly).toMatchObject({ status: 'partially_refunded', refundedMinor: 500 });
    expect(await refundPayment(deps, partly, { ...BY_SERVER, amountMinor: null })).toMatchObject({
      status: 'refunded',
      refundedMinor: 2_000,
    });
  });

  test('captures automatically in three commits', async () => {
    const payment = await fixture.authorized({ capture: 'automatic' });
    expect(payment).toMatchObject({ status: 'captured', capturedMinor: 2_500, pendingOperation: null, version: 3 });
    expect(await reload(payment)).toEqual(payment);
  });

  test('finds the authorization that nobody was told of, and captures it where that was asked', async () => {
    const manual = await fixture.pay(await fixture.session(), { cardPayload: UNANSWERED });
    const automatic = await fixture.pay(await fixture.session({ capture: 'automatic' }), { cardPayload: UNANSWERED });
    expect([manual.status, automatic.status]).toEqual(['unknown', 'unknown']);
    await reconcileAfter(2_000);
    expect(await reload(manual)).toMatchObject({ status: 'authorized', authorizedMinor: 2_500 });
    expect(await reload(automatic)).toMatchObject({ status: 'captured', capturedMinor: 2_500, pendingOperation: null });
    expect(await sessionOf(manual)).toMatchObject({ status: 'completed' });
  });

  test('declines what the bank never saw, once that is certain, and opens the session again', async () => {
    const { deps, session, pay } = fixture;
    const opened = await session();
    const reachable = deps.processors;
    deps.processors = onlySandbox({ ...bank, authorize: async () => ({ type: 'unknown', reason: 'No connection.' }) });
    const payment = await pay(opened);
    deps.processors = reachable;
    expect(payment.status).toBe('unknown');
    await reconcileAfter(2_000);
    expect(await reload(payment)).toMatchObject({ status: 'unknown' });
    await reconcileAfter(4_000);
    expect(await reload(payment)).toMatchObject({ status: 'declined', declineCode: 'processing_error' });
    expect(await pay(opened)).toMatchObject({ status: 'authorized' });
  });

  test('voids what comes to light after all, and leaves its payment declined and the next one alone', async () => {
    const { deps, session, pay, clock } = fixture;
    const opened = await session();
    let late: AuthorizeRequest | null = null;
    const reachable = deps.processors;
    const authorize = async (request: AuthorizeRequest) => {
      late = request;
      return { type: 'unknown', reason: 'No connection.' } as const;
    };
    deps.processors = onlySandbox({ ...bank, authorize });
    const payment = await pay(opened);
    deps.processors = reachable;
    await reconcileAfter(6_500);
    expect(await reload(payment)).toMatchObject({ status: 'declined' });
    const second = await pay(opened);
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2030 };
    const held = await bank.authorize({ ...(late as unknown as AuthorizeRequest), card });
    if (held.type !== 'authorized') throw new Error(held.type);
    await reconcileAfter(60_000);
    expect(await reload(payment)).toMatchObject({
      status: 'declined',
      pendingOperation: null,
      processorReference: held.processorReference,
    });
    const again = { attemptId: newId('attempt'), amountMinor: 2_500, currency: 'USD' as const };
    expect(await bank.capture({ ...again, processorReference: held.processorReference })).toEqual({
      type: 'refused',
      reason: 'The authorization was voided.',
    });
    expect(await reload(second)).toEqual(second);
    const { rows } = await pool.query('SELECT type FROM payment_events WHERE payment_id = $1 ORDER BY version', [
      payment.id,
    ]);
    expect(rows.slice(-2)).toEqual([{ type: 'payment.found_late' }, { type: 'payment.released' }]);
    clock.advance(24 * 3_600_000);
    await reconcileAfter(60_000);
    expect(await reload(payment)).toMatchObject({ status: 'declined', version: payment.version + 3 });
  });

  test('tells the merchant’s people, in the same commit, what came to light after all and cannot be voided', async () => {
    const { deps, session, pay } = fixture;
    let late: AuthorizeRequest | null = null;
    const authorize = async (request: AuthorizeRequest) => {
      late = request;
      return { type: 'unknown', reason: 'No connection.' } as const;
    };
    const reachable = deps.processors;
    deps.processors = onlySandbox({ ...bank, authorize });
    const payment = await pay(await session());
    deps.processors = onlySandbox({ ...bank, void: async () => ({ type: 'refused', reason: 'It was captured.' }) });
    await reconcileAfter(6_500);
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2030 };
    const held = await bank.authorize({ ...(late as unknown as AuthorizeRequest), card });
    if (held.type !== 'authorized') throw new Error(held.type);
    await reconcileAfter(60_000);
    deps.processors = reachable;
    expect(await reload(payment)).toMatchObject({ status: 'declined', pendingOperation: null });
    const { rows } = await pool.query(
      `SELECT n.kind, n.severity, n.subject, n.body, n.user_id, n.xmin::text = e.xmin::text AS is_same_commit, p.type, p.payload
        FROM notifications n JOIN payment_events e ON e.payment_id = n.subject AND e.type = n.kind
        JOIN pushes p ON p.room = 'merchant:' || n.merchant_id || ':dashboard' AND p.payload->>'id' = n.id
        WHERE n.merchant_id = $1`,
      [payment.merchantId],
    );
    expect(rows).toEqual([
      {
        kind: 'payment.release_failed',
        severity: 'critical',
        subject: payment.id,
        body: expect.stringMatching(`${payment.recordNumber}.*It was captured.*${held.processorReference}`),
        user_id: null,
        is_same_commit: true,
        type: 'notification:new',
        payload: expect.anything(),
      },
    ]);
    expect(Notification.parse(rows[0].payload)).toMatchObject({ kind: 'payment.release_failed', subject: payment.id });
  });

  test('a cancel that waits is written with who asked, and carried out by whoever finds the authorization', async () => {
    const { deps, session, pay } = fixture;
    const payment = await pay(await session({ capture: 'automatic' }), { cardPayload: UNANSWERED });
    const asked = await cancelPayment(deps, payment, { requestId: 'req_waiting', actor: MERCHANT_SERVER });
    expect(asked.pendingOperation?.waiting).toEqual({ actor: MERCHANT_SERVER, requestId: 'req_waiting' });
    await reconcileAfter(2_000);
    expect(await reload(payment)).toMatchObject({ status: 'canceled', pendingOperation: null, capturedMinor: 0 });
    const { rows } = await pool.query("SELECT request_id FROM attempts WHERE payment_id = $1 AND type <> 'authorize'", [
      payment.id,
    ]);
    expect(rows).toEqual([{ request_id: 'req_waiting' }]);
  });

  test('sends a lost capture again, once', async () => {
    const { deps, authorized } = fixture;
    const payment = await authorized();
    const reachable = deps.processors;
    deps.processors = onlySandbox({ ...bank, capture: async () => ({ type: 'unknown', reason: 'No connection.' }) });
    await confirmPayment(deps, payment, { ...BY_SERVER, amountMinor: null });
    deps.processors = reachable;
    await reconcileAfter(4_000);
    expect(await reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500, pendingOperation: null });
  });

  test('confirm and cancel at the same moment: one wins, the other hears of it', async () => {
    const { deps, authorized } = fixture;
    for (let round = 0; round < 10; round++) {
      const payment = await authorized();
      const results = await Promise.allSettled([
        confirmPayment(deps, payment, { ...BY_SERVER, amountMinor: null }),
        cancelPayment(deps, payment, BY_SERVER),
      ]);
      expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' });
    }
  });

  test('does not expire one whose capture is in doubt: that is found out first', async () => {
    const { deps, authorized } = fixture;
    const payment = await authorized();
    const reachable = deps.processors;
    const answerLost = async (request: OperationRequest) => {
      await bank.capture(request);
      return { type: 'unknown', reason: 'No answer.' } as const;
    };
    deps.processors = onlySandbox({ ...bank, capture: answerLost });
    await confirmPayment(deps, payment, { ...BY_SERVER, amountMinor: null });
    deps.processors = reachable;
    fixture.clock.advance(8 * 24 * 3_600_000);
    await expireAuthorizations(deps);
    expect(await reload(payment)).toMatchObject({ status: 'authorized', pendingOperation: { type: 'capture' } });
    await reconcileAfter(0);
    expect(await reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
  });

  test('expires an authorization that the bank, too, has let go', async () => {
    const { deps, authorized, clock } = fixture;
    const payment = await authorized();
    clock.advance(7 * 24 * 3_600_000 + 1);
    expect(await expireAuthorizations(deps)).toBeGreaterThan(0);
    expect(await reload(payment)).toMatchObject({ status: 'expired' });
    expect(
      await bank.capture({
        attemptId: newId('attempt'),
        processorReference: payment.processorReference ?? '',
        amountMinor: 100,
        currency: 'USD',
      }),
    ).toMatchObject({
      type: 'refused',
    });
  });

  test('gives the same verdicts as the memory that the engine is tested over', async () => {
    const overMemory = createEngineFixture();
    overMemory.bank.decide('card_declined', null, null);
    const verdicts = await story(fixture);
    expect(await story(overMemory)).toEqual(verdicts);
    expect(verdicts).toEqual([
      'declined',
      'challenge_replayed',
      'amount_changed',
      'authorized',
      'authorized',
      'already_paid',
      'session_closed',
      'session_closed',
    ]);
  });
});

/** Pays in every way that a session can refuse, and says what became of each. */
async function story({ session, pay, clock }: EngineFixture): Promise<string[]> {
  const opened = await session();
  const challenge = newChallenge(opened, clock.now());
  const requestId = newId('request');
  const tries = [
    () => pay(opened, { challenge, cardPayload: DECLINED }),
    () => pay(opened, { challenge }),
    () => pay(opened, { challenge: { ...newChallenge(opened, clock.now()), revision: 2 } }),
    () => pay(opened, { requestId }),
    () => pay(opened, { requestId }),
    () => pay(opened),
    () => pay({ ...opened, generation: 2 }),
    async () => {
      const late = await session();
      clock.advance(24 * 3_600_000);
      return pay(late);
    },
  ];
  const verdicts: string[] = [];
  for (const attempt of tries) {
    verdicts.push(
      await attempt().then(
        (payment) => payment.status,
        (error: { detail: string }) => error.detail,
      ),
    );
  }
  return verdicts;
}
