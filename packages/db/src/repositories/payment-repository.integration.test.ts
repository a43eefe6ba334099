import { newId } from '@fieldfare/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { approvalOf, insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { createAttemptReader } from './attempt-reader.ts';
import { createNoticeRepository } from './notice-repository.ts';
import { createPaymentRepository } from './payment-repository.ts';
import { createSessionRepository } from './session-repository.ts';

let test: TestDatabase;
let database: Database;
let merchantId: string;
let owner: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.paymentsUrl });
  merchantId = await insertMerchant(database);
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.close();
  await test.drop();
});

const repository = () => createPaymentRepository(database.pool);
const count = async (text: string, values: unknown[]) =>
  Number((await database.pool.query(text, values)).rows[0].count);

const storedCards = async (token: string) =>
  (
    await owner.query(
      'SELECT merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at FROM vault.cards WHERE token = $1',
      [token],
    )
  ).rows;

async function authorized(changes = {}) {
  const session = await insertSession(database, merchantId, changes);
  const intent = intentFor(session);
  const verdict = await repository().begin(intent);
  if (verdict.type !== 'begun') throw new Error(verdict.type);
  const committed = await repository().commit(approvalOf(verdict.payment, intent.attemptId));
  if (committed.type !== 'committed') throw new Error(committed.type);
  return { session, intent, payment: committed.payment };
}

describe('beginning a payment', () => {
  it('commits payment, attempt, card, event, audit and outbox together', async () => {
    const session = await insertSession(database, merchantId);
    const intent = intentFor(session);
    const verdict = await repository().begin(intent);
    expect(verdict).toMatchObject({
      type: 'begun',
      payment: { id: intent.paymentId, status: 'processing', version: 1, totalMinor: 4900 },
    });
    for (const table of ['attempts', 'payment_events', 'outbox']) {
      expect(await count(`SELECT count(*) FROM ${table} WHERE payment_id = $1`, [intent.paymentId]), table).toBe(1);
    }
    expect(await count('SELECT count(*) FROM audit_log WHERE subject = $1', [intent.paymentId])).toBe(1);
    expect(await storedCards(intent.card.token)).toEqual([
      {
        merchant_id: merchantId,
        data_key_id: intent.card.dataKeyId,
        wrapped_key: intent.card.wrappedKey,
        ciphertext: intent.card.ciphertext,
        fingerprint: intent.card.fingerprint,
        created_at: intent.now,
      },
    ]);
  });

  it('answers a repeated request id with the same payment and writes nothing', async () => {
    const session = await insertSession(database, merchantId);
    const intent = intentFor(session);
    await repository().begin(intent);
    const again = await repository().begin({ ...intentFor(session), requestId: intent.requestId });
    expect(again).toMatchObject({ type: 'repeated', payment: { id: intent.paymentId } });
    expect(await count('SELECT count(*) FROM payments WHERE session_id = $1', [session.id])).toBe(1);
  });

  it('lets exactly one of many payments of a session begin, whether they travel in one batch or in several', async () => {
    const session = await insertSession(database, merchantId);
    const servers = [repository(), repository(), repository()];
    const verdicts = await Promise.all(
      servers.flatMap((server) => Array.from({ length: 10 }, () => server.begin(intentFor(session)))),
    );
    expect(verdicts.filter((verdict) => verdict.type === 'begun')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict.type === 'payment_in_flight')).toHaveLength(29);
  });

  it('spends a challenge once, whoever else brings it', async () => {
    const [first, second] = [await insertSession(database, merchantId), await insertSession(database, merchantId)];
    const intent = intentFor(first);
    expect((await repository().begin(intent)).type).toBe('begun');
    expect(await repository().begin(intentFor(second, { challengeId: intent.challengeId }))).toEqual({
      type: 'challenge_replayed',
    });
    expect(await count('SELECT count(*) FROM payments WHERE session_id = $1', [second.id])).toBe(0);
  });

  it('spends a challenge once where several bring it in one batch', async () => {
    const sessions = await Promise.all(Array.from({ length: 4 }, () => insertSession(database, merchantId)));
    const challengeId = newId('challenge');
    const shared = repository();
    const verdicts = await Promise.all(sessions.map((session) => shared.begin(intentFor(session, { challengeId }))));
    expect(verdicts.map(({ type }) => type)).toEqual([
      'begun',
      'challenge_replayed',
      'challenge_replayed',
      'challenge_replayed',
    ]);
  });

  it('stores the cards of those who begin, and of nobody else in their batch', async () => {
    const [good, changed] = [await insertSession(database, merchantId), await insertSession(database, merchantId)];
    const shared = repository();
    const [begun, refused] = [intentFor(good), intentFor(changed, { totalMinor: 1 })];
    const verdicts = await Promise.all([shared.begin(begun), shared.begin(refused)]);
    expect(verdicts.map((verdict) => verdict.type)).toEqual(['begun', 'amount_changed']);
    expect(await storedCards(begun.card.token)).toHaveLength(1);
    expect(await storedCards(refused.card.token)).toEqual([]);
  });

  it('refuses a changed amount, an old generation, a closed session and too many attempts', async () => {
    const session = await insertSession(database, merchantId);
    expect(await repository().begin(intentFor(session, { totalMinor: 1 }))).toEqual({ type: 'amount_changed' });
    expect(await repository().begin(intentFor(session, { revision: 2 }))).toEqual({ type: 'amount_changed' });
    expect(await repository().begin(intentFor(session, { generation: 2 }))).toEqual({ type: 'session_closed' });
    const late = await insertSession(database, merchantId, { expiresAt: new Date(Date.now() - 1_000) });
    expect(await repository().begin(intentFor(late))).toEqual({ type: 'session_closed' });
    const worn = await insertSession(database, merchantId, { maxAttempts: 0 });
    expect(await repository().begin(intentFor(worn))).toEqual({ type: 'too_many_attempts' });
  });

  it('does not touch the session of another merchant', async () => {
    const session = await insertSession(database, merchantId);
    const other = await insertMerchant(database);
    expect(await repository().begin(intentFor({ ...session, merchantId: other }))).toEqual({ type: 'session_closed' });
  });

  it('fails one bad item of a batch without failing its neighbours', async () => {
    const taken = await authorized();
    const [good, bad] = [await insertSession(database, merchantId), await insertSession(database, merchantId)];
    const shared = repository();
    const [approved, refused] = await Promise.allSettled([
      shared.begin(intentFor(good)),
      shared.begin(intentFor(bad, { paymentId: taken.payment.id })),
    ]);
    expect(approved).toMatchObject({ status: 'fulfilled', value: { type: 'begun' } });
    expect(refused.status).toBe('rejected');
  });
});

describe('moving a payment', () => {
  it('ends one authorization and begins the next at another processor, in one commit', async () => {
    const session = await insertSession(database, merchantId);
    const intent = intentFor(session, { processor: 'stripe:pacc_1' });
    const begun = await repository().begin(intent);
    if (begun.type !== 'begun') throw new Error(begun.type);
    const attemptId = newId('attempt');
    const verdict = await repository().commit({
      paymentId: begun.payment.id,
      expectedVersion: 1,
      patch: { processor: 'braintree:pacc_2' },
      finishAttempt: { id: intent.attemptId, type: 'authorize', state: 'refused', reason: 'not_processed' },
      beginAttempt: {
        id: attemptId,
        type: 'authorize',
        amountMinor: begun.payment.totalMinor,
        checkAfter: new Date(),
        requestId: null,
      },
      event: { id: newId('event'), type: 'payment.rerouted', amountMinor: null, detail: 'braintree' },
      actor: intent.actor,
      requestId: null,
      now: new Date(),
    });
    expect(verdict).toMatchObject({
      type: 'committed',
      payment: { status: 'processing', processor: 'braintree:pacc_2', version: 2 },
    });
    const attempts = await createAttemptReader(database.pool).ofPayment(begun.payment.id);
    expect(attempts).toMatchObject([
      { id: intent.attemptId, processor: 'stripe:pacc_1', state: 'refused', reason: 'not_processed' },
      { id: attemptId, processor: 'braintree:pacc_2', state: 'in_flight', finishedAt: null },
    ]);
    const { rows } = await database.pool.query('SELECT status FROM sessions WHERE id = $1', [session.id]);
    expect(rows).toEqual([{ status: 'processing' }]);
  });

  it('refuses a move that was decided upon another version, and answers what is there now', async () => {
    const { payment, intent } = await authorized();
    const stale = await repository().commit({
      ...approvalOf(payment, intent.attemptId),
      expectedVersion: payment.version - 1,
    });
    expect(stale).toMatchObject({ type: 'version_changed', payment: { version: payment.version } });
  });

  it('lets exactly one of many moves decided upon the same version through', async () => {
    const { payment, intent } = await authorized();
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => repository().commit(approvalOf(payment, intent.attemptId))),
    );
    expect(verdicts.filter((verdict) => verdict.type === 'committed')).toHaveLength(1);
  });

  it('never lets an amount grow past what was authorized', async () => {
    const { payment, intent } = await authorized();
    const move = {
      ...approvalOf(payment, intent.attemptId),
      patch: { status: 'captured' as const, capturedMinor: payment.totalMinor + 1 },
    };
    await expect(repository().commit(move)).rejects.toThrow(/payments_amounts_ordered/);
  });

  it('opens the session again only for the payment that the session is about', async () => {
    const { session, payment, intent } = await authorized();
    await database.pool.query("UPDATE sessions SET payment_id = 'pay_other' WHERE id = $1", [session.id]);
    await repository().commit({ ...approvalOf(payment, intent.attemptId), sessionStatus: 'open' });
    expect((await createSessionRepository(database.pool).load(session.id))?.session.status).toBe('completed');
  });
});

describe('the history of a session', () => {
  const historyOf = async (sessionId: string) =>
    (
      await database.pool.query('SELECT type, body FROM session_history WHERE session_id = $1 ORDER BY created_at', [
        sessionId,
      ])
    ).rows;

  it('tells of its payment what the payment went through', async () => {
    const { session, payment } = await authorized();
    expect(await historyOf(session.id)).toEqual([
      { type: 'opened', body: {} },
      { type: 'attempted', body: { payment: payment.id } },
      { type: 'completed', body: { payment: payment.id } },
    ]);
  });

  it('says that it is open again after a decline', async () => {
    const session = await insertSession(database, merchantId);
    const intent = intentFor(session);
    const begun = await repository().begin(intent);
    if (begun.type !== 'begun') throw new Error(begun.type);
    const approval = approvalOf(begun.payment, intent.attemptId);
    await repository().commit({
      ...approval,
      patch: { status: 'declined', declineCode: 'card_declined' },
      finishAttempt: { id: intent.attemptId, type: 'authorize', state: 'declined', reason: 'card_declined' },
      sessionStatus: 'open',
      event: { ...approval.event, type: 'payment.declined', detail: 'card_declined' },
    });
    expect((await historyOf(session.id)).map(({ type }) => type)).toEqual(['opened', 'attempted', 'open']);
  });

  it('says that it is over where its payment was withdrawn before anything was held', async () => {
    const session = await insertSession(database, merchantId);
    const intent = intentFor(session);
    const begun = await repository().begin(intent);
    if (begun.type !== 'begun') throw new Error(begun.type);
    const approval = approvalOf(begun.payment, intent.attemptId);
    await repository().commit({
      ...approval,
      patch: { status: 'canceled' },
      finishAttempt: { id: intent.attemptId, type: 'authorize', state: 'declined', reason: 'canceled' },
      event: { ...approval.event, type: 'payment.canceled' },
    });
    expect((await historyOf(session.id)).map(({ type }) => type)).toEqual(['opened', 'attempted', 'completed']);
  });

  it('does not say twice that it is over, where what was held is canceled', async () => {
    const { session, payment } = await authorized();
    const { finishAttempt: _, ...move } = approvalOf(payment, 'none');
    const event = { ...move.event, type: 'payment.canceled' };
    await repository().commit({ ...move, patch: { status: 'canceled' }, event });
    expect((await historyOf(session.id)).map(({ type }) => type)).toEqual(['opened', 'attempted', 'completed']);
  });
});

describe('finding payments', () => {
  it('hides a payment of another merchant or mode exactly like one that does not exist', async () => {
    const { payment } = await authorized();
    const other = await insertMerchant(database);
    expect(await repository().find(payment.id, { merchantId, mode: 'test' })).not.toBeNull();
    expect(await repository().find(payment.id, { merchantId, mode: 'live' })).toBeNull();
    expect(await repository().find(payment.id, { merchantId: other, mode: 'test' })).toBeNull();
  });

  it('pages by key in both directions without gap or overlap, across several statuses', async () => {
    const scope = { merchantId: await insertMerchant(database), mode: 'test' as const };
    merchantId = scope.merchantId;
    for (let i = 0; i < 7; i++) await authorized();
    for (let i = 0; i < 4; i++) await repository().begin(intentFor(await insertSession(database, merchantId)));
    const filter = { statuses: ['authorized' as const, 'processing' as const] };
    const all = await repository().list(scope, {}, { limit: 100 });
    const first = await repository().list(scope, filter, { limit: 4 });
    const second = await repository().list(scope, filter, { limit: 4, startingAfter: first.items.at(-1)?.id ?? '' });
    const third = await repository().list(scope, filter, { limit: 4, startingAfter: second.items.at(-1)?.id ?? '' });
    expect([...first.items, ...second.items, ...third.items].map((item) => item.id)).toEqual(
      all.items.map((item) => item.id),
    );
    expect([first.hasMore, second.hasMore, third.hasMore]).toEqual([true, true, false]);
    const back = await repository().list(scope, filter, { limit: 4, endingBefore: third.items[0]?.id ?? '' });
    expect(back.items.map((item) => item.id)).toEqual(second.items.map((item) => item.id));
    expect((await repository().list(scope, { statuses: ['declined'] }, { limit: 4 })).items).toEqual([]);
  });
});

describe('attempts in doubt', () => {
  it('hands an abandoned attempt to exactly one of two reconcilers and puts its next look off', async () => {
    const session = await insertSession(database, merchantId);
    const intent = intentFor(session, { checkAfter: new Date(Date.now() - 1_000) });
    await repository().begin(intent);
    const now = new Date();
    const claim = () =>
      repository().claimDueAttempts(now, 100, {
        nextCheck: (checks) => new Date(now.getTime() + 60_000 * (checks + 1)),
        nextSettledCheck: now,
        settledSince: now,
      });
    const [a, b] = await Promise.all([claim(), claim()]);
    const mine = [...a, ...b].filter((attempt) => attempt.id === intent.attemptId);
    expect(mine).toMatchObject([{ type: 'authorize', state: 'in_flight', amountMinor: 4900, checks: 1 }]);
    expect((await claim()).filter((attempt) => attempt.id === intent.attemptId)).toEqual([]);
    const { rows } = await database.pool.query('SELECT check_after FROM attempts WHERE id = $1', [intent.attemptId]);
    expect(rows[0].check_after.getTime()).toBe(now.getTime() + 120_000);
  });

  it.each([
    ['absent', true],
    ['succeeded', true],
    ['declined', false],
  ])('has an authorization that is %s looked at again where somebody asks for it: %s', async (state, isLookedAt) => {
    const intent = intentFor(await insertSession(database, merchantId));
    await repository().begin(intent);
    await database.pool.query('UPDATE attempts SET state = $2, check_after = NULL WHERE id = $1', [
      intent.attemptId,
      state,
    ]);
    const notices = createNoticeRepository(database.pool);
    const now = new Date();
    const due = async () => {
      const claimed = await repository().claimDueAttempts(now, 100, {
        nextCheck: () => new Date(now.getTime() + 60_000),
        nextSettledCheck: now,
        settledSince: now,
      });
      return claimed.some(({ id }) => id === intent.attemptId);
    };
    expect(await due()).toBe(false);
    await notices.lookAgain('another account', intent.attemptId, now);
    expect(await due()).toBe(false);
    await notices.lookAgain(intent.processor, intent.attemptId, now);
    expect(await due()).toBe(isLookedAt);
  });

  it.each([
    ['unknown', 1],
    ['absent', 1],
    ['declined', 0],
  ])('brings the look at one that is %s forward where its processor names it: %i', async (state, count) => {
    const intent = intentFor(await insertSession(database, merchantId));
    await repository().begin(intent);
    const now = new Date();
    await database.pool.query('UPDATE attempts SET state = $2, check_after = $3 WHERE id = $1', [
      intent.attemptId,
      state,
      new Date(now.getTime() + 60_000),
    ]);
    const { processor, attemptId } = intent;
    const named = { processor, attemptId, processorReference: null };
    const notices = createNoticeRepository(database.pool);
    // Another merchant's account may know the same names.
    expect(await notices.bringForward({ ...named, processor: 'another account' }, now)).toBe(0);
    expect(await notices.bringForward(named, now)).toBe(count);
  });
});
