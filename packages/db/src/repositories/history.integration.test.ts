import type { HistoryChecks, PaymentIntent } from '@fieldfare/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { approvalOf, insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { createPaymentRepository } from './payment-repository.ts';
import { sweepExpired } from './sweep-expired.ts';

let test: TestDatabase;
let database: Database;
let merchantId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.paymentsUrl });
  merchantId = await insertMerchant(database);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const HOUR_MS = 3_600_000;
let cards = 0;
const checksOf = (changes: Partial<HistoryChecks>): HistoryChecks => ({
  fingerprint: Buffer.from(`card ${++cards}`),
  ip: null,
  duplicateSince: null,
  card: null,
  network: null,
  ...changes,
});
const since = new Date(Date.now() - HOUR_MS);

async function intentOf(checks: HistoryChecks, amountMinor = 4_900): Promise<PaymentIntent> {
  const session = await insertSession(database, merchantId, { amountMinor, totalMinor: amountMinor });
  return intentFor(session, { checks });
}
const begin = async (checks: HistoryChecks, amountMinor?: number) =>
  createPaymentRepository(database.pool).begin(await intentOf(checks, amountMinor));

describe('the history of a card', () => {
  it('refuses the same card and amount within the window, and not another amount or card', async () => {
    const checks = checksOf({ duplicateSince: since });
    expect((await begin(checks)).type).toBe('begun');
    expect(await begin(checks)).toEqual({ type: 'duplicate_payment' });
    expect((await begin(checks, 5_000)).type).toBe('begun');
    expect((await begin(checksOf({ duplicateSince: since }))).type).toBe('begun');
    expect((await begin({ ...checks, duplicateSince: new Date(Date.now() + HOUR_MS) })).type).toBe('begun');
  });

  it('takes no duplicate from a payment that was declined', async () => {
    const checks = checksOf({ duplicateSince: since });
    const intent = await intentOf(checks);
    const begun = await createPaymentRepository(database.pool).begin(intent);
    if (begun.type !== 'begun') throw new Error(begun.type);
    const move = approvalOf(begun.payment, intent.attemptId);
    await createPaymentRepository(database.pool).commit({
      ...move,
      patch: { status: 'declined', declineCode: 'card_declined' },
      finishAttempt: { id: intent.attemptId, type: 'authorize', state: 'declined' },
    });
    expect((await begin(checks)).type).toBe('begun');
  });

  it.each(['canceled', 'expired', 'failed'])('takes no duplicate from a payment that is %s', async (status) => {
    const checks = checksOf({ duplicateSince: since });
    const begun = await begin(checks);
    if (begun.type !== 'begun') throw new Error(begun.type);
    await database.pool.query('UPDATE payments SET status = $2 WHERE id = $1', [begun.payment.id, status]);
    expect((await begin(checks)).type).toBe('begun');
    expect(await begin(checks)).toEqual({ type: 'duplicate_payment' });
  });

  it('is one merchant’s, one mode’s and one currency’s', async () => {
    const checks = checksOf({ duplicateSince: since, card: { limit: 1, since } });
    const payments = createPaymentRepository(database.pool);
    const beginIn = async (of: string, changes: object = {}, more: Partial<HistoryChecks> = {}) =>
      (await payments.begin(intentFor(await insertSession(database, of, changes), { checks: { ...checks, ...more } })))
        .type;
    expect(await beginIn(merchantId)).toBe('begun');
    expect(await beginIn(merchantId, { currency: 'EUR' }, { card: null })).toBe('begun');
    expect(await beginIn(merchantId, { mode: 'live' })).toBe('begun');
    expect(await beginIn(await insertMerchant(database))).toBe('begun');
    expect(await beginIn(merchantId)).toBe('duplicate_payment');
    expect(await beginIn(merchantId, { currency: 'EUR' })).toBe('duplicate_payment');
    expect(await beginIn(merchantId, { currency: 'JPY' })).toBe('card_velocity');
  });

  it('counts no attempt that is older than its window', async () => {
    const checks = checksOf({ card: { limit: 1, since } });
    expect((await begin(checks, 100)).type).toBe('begun');
    expect(await begin(checks, 200)).toEqual({ type: 'card_velocity' });
    const later = { limit: 1, since: new Date(Date.now() + HOUR_MS) };
    expect((await begin({ ...checks, card: later }, 300)).type).toBe('begun');
  });

  it('bounds its attempts, whatever the amount', async () => {
    const checks = checksOf({ card: { limit: 2, since } });
    const verdicts = [];
    for (const amount of [100, 200, 300]) verdicts.push((await begin(checks, amount)).type);
    expect(verdicts).toEqual(['begun', 'begun', 'card_velocity']);
  });

  it('lets exactly one of many duplicates at once through, in one batch or in many', async () => {
    const checks = checksOf({ duplicateSince: since });
    const intents = await Promise.all(Array.from({ length: 12 }, () => intentOf(checks)));
    const [one, other] = [createPaymentRepository(database.pool), createPaymentRepository(database.pool)];
    const verdicts = await Promise.all(
      intents.map((intent, index) => (index % 2 === 0 ? one.begin(intent) : other.begin(intent))),
    );
    expect(verdicts.filter((verdict) => verdict.type === 'begun')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict.type === 'duplicate_payment')).toHaveLength(11);
  });
});

describe('the history of a network address', () => {
  it('bounds the attempts from it with whatever card', async () => {
    const network = { limit: 2, since };
    const types = [];
    for (let card = 0; card < 3; card++) types.push((await begin(checksOf({ ip: '192.0.2.7', network }))).type);
    expect(types).toEqual(['begun', 'begun', 'network_velocity']);
    expect((await begin(checksOf({ ip: '192.0.2.8', network }))).type).toBe('begun');
    const from = { ip: '192.0.2.7', network: { limit: 1, since: new Date(Date.now() + HOUR_MS) } };
    expect((await begin(checksOf(from))).type).toBe('begun');
  });

  it('is one merchant’s and one mode’s', async () => {
    const network = { limit: 1, since };
    const payments = createPaymentRepository(database.pool);
    const beginIn = async (of: string, changes: object = {}) => {
      const checks = checksOf({ ip: '192.0.2.9', network });
      return (await payments.begin(intentFor(await insertSession(database, of, changes), { checks }))).type;
    };
    expect(await beginIn(merchantId)).toBe('begun');
    expect(await beginIn(merchantId, { mode: 'live' })).toBe('begun');
    expect(await beginIn(await insertMerchant(database))).toBe('begun');
    expect(await beginIn(merchantId)).toBe('network_velocity');
  });

  it('is deleted a day later, and never written where no rule asks for it', async () => {
    const plain = await createPaymentRepository(database.pool).begin(
      intentFor(await insertSession(database, merchantId)),
    );
    expect(plain.type).toBe('begun');
    const kept = async () => (await database.pool.query('SELECT payment_id FROM attempt_history')).rows;
    expect((await kept()).length).toBeGreaterThan(0);
    expect(await kept()).not.toContainEqual({ payment_id: 'payment' in plain ? plain.payment.id : '' });
    await sweepExpired(database.pool, new Date(Date.now() + 26 * HOUR_MS));
    expect(await kept()).toEqual([]);
  });
});
