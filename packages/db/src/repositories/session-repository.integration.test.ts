import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { createPaymentRepository } from './payment-repository.ts';
import { createSessionRepository } from './session-repository.ts';

let test: OpenTestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
}, 60_000);
afterAll(() => test.close());

/** Whether a statement waits for a lock. Asked on a connection of its own: a transaction is told of no change. */
const waits = (statement: string) => async () => {
  const text = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1`;
  return (await test.database.pool.query(text, [statement])).rowCount === 1;
};

describe('renewing a session', () => {
  it('lets no further page in that asks while the payment’s begin commits', async () => {
    const { owner, database } = test;
    const merchantId = await insertMerchant(database);
    const session = await insertSession(database, merchantId);
    await owner.query('BEGIN; LOCK TABLE payment_events IN SHARE MODE');
    const begun = createPaymentRepository(database.pool).begin(intentFor(session));
    await vi.waitUntil(waits('%begin_payments%'), 10_000);
    const scope = { merchantId, mode: session.mode };
    const renewed = createSessionRepository(database.pool).renew(session.id, scope, new Date());
    await vi.waitUntil(waits('%sessions%FOR UPDATE%'), 10_000);
    await owner.query('COMMIT');
    expect(await begun).toMatchObject({ type: 'begun' });
    expect(await renewed).toMatchObject({ type: 'payment_in_flight', payment: { sessionId: session.id } });
  });
});
