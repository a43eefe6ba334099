import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { loadPayments } from '../testing/load-payments.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { summarizePayments } from './summarize-payments.ts';

const NEWEST = new Date('2026-11-20T12:00:00.000Z');
const OLDER = new Date('2026-11-01T12:00:00.000Z');

let test: OpenTestDatabase;
let database: Database;
let owner: OpenTestDatabase['owner'];
let merchantId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database, owner } = test);
  merchantId = await insertMerchant(database);
  await loadPayments(owner, { merchantId, count: 200, newest: NEWEST, label: 'new' });
  await loadPayments(owner, { merchantId, count: 5_000, newest: OLDER, label: 'old' });
}, 60_000);

afterAll(() => test.close());

const UNTIL = new Date('2026-11-21T00:00:00.000Z');
const FROM_THE_FIRST = new Date('2026-10-31T00:00:00.000Z');

const summarize = (from: Date) =>
  summarizePayments(database.pool, { merchantId, mode: 'test' }, { from, until: UNTIL, countCap: 1_000 });

it('counts the days that are asked for, and all of them', async () => {
  const attempts = async (from: Date) =>
    (await summarize(from)).currencies.flatMap(({ days }) => days).reduce((sum, day) => sum + day.attempts, 0);
  expect(await attempts(new Date('2026-11-20T00:00:00.000Z'))).toBe(199);
  // One in a thousand is in doubt, and counts for nothing yet.
  expect(await attempts(FROM_THE_FIRST)).toBe(5_194);
});

it('reads no payment of a day that is over, but once', async () => {
  const seller = await insertMerchant(database, 'https://seller.example');
  await loadPayments(owner, { merchantId: seller, count: 5_000, newest: OLDER, label: 'sold' });
  await owner.query('SELECT pg_stat_force_next_flush()');
  const total = async () => {
    const statistics =
      "SELECT seq_tup_read + idx_tup_fetch AS read FROM pg_stat_user_tables WHERE relname = 'payments'";
    return Number((await owner.query(statistics)).rows[0].read);
  };
  /** How many payments a summary reads. */
  const read = async () => {
    const before = await total();
    const reader = connectDatabase({ url: test.paymentsUrl, maxConnections: 1 });
    const request = { from: FROM_THE_FIRST, until: UNTIL, countCap: 1 };
    await summarizePayments(reader.pool, { merchantId: seller, mode: 'test' }, request);
    await reader.pool.query('SELECT pg_stat_force_next_flush()');
    await reader.close();
    return (await total()) - before;
  };
  const [first, second] = [await read(), await read()];
  expect(first).toBeGreaterThanOrEqual(5_000);
  expect(second).toBeLessThan(20);
});
