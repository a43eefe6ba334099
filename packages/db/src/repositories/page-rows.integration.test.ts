import type { PageRequest } from '@fieldfare/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { costOf } from '../testing/statement-cost.ts';
import { createCustomerRepository } from './customer-repository.ts';
import { listNotificationsQuery } from './notification-store.ts';
import { pageQuery } from './page-rows.ts';

const [SELLER, FORMER, SMALL] = ['mer_seller', 'mer_former', 'mer_small'];
const MERCHANTS = [SELLER, FORMER, SMALL];

/** Ids sort by age as made ones do: $3 is the age of the first, in rows. */
const ROWS = `(SELECT n, lpad((10000000 - $3::int - n)::text, 26, '0') AS key, now() AS at FROM generate_series(1, $2::int) n) made`;
const LOADS = [
  `INSERT INTO customers (id, merchant_id, mode, name, email, reference, metadata, created_at, updated_at)
    SELECT 'cus_' || key, $1, 'test', 'Test', n || '@example.test', 'R-' || n, '{}', at, at FROM ${ROWS}`,
  `INSERT INTO payment_methods (id, merchant_id, mode, customer_id, session_id, request_id, card_token, method, created_at)
    SELECT 'pm_' || key, $1, 'test', 'cus_' || n % 5000, 'sess_' || $1 || n, 'r', 'tok_' || $1 || n, '{}', at FROM ${ROWS}`,
  `INSERT INTO refunds (id, merchant_id, mode, payment_id, attempt_id, amount_minor, fee_minor, currency, status, created_at, updated_at)
    SELECT 're_' || key, $1, 'test', 'pay_' || n / 2, 'att_' || $1 || n, 1, 0, 'USD', 'succeeded', at, at FROM ${ROWS}`,
  `INSERT INTO disputes (id, merchant_id, mode, payment_id, processor, processor_reference, amount_minor, currency, reason, status, created_at, updated_at)
    SELECT 'dp_' || key, $1, 'test', 'pay_' || n, 'sandbox', $1 || n, 1, 'USD', 'fraudulent', CASE WHEN n > 7000 THEN 'lost' WHEN n % 1000 = 1 THEN 'needs_response' ELSE 'won' END, at, at FROM ${ROWS}`,
  `INSERT INTO approvals (id, merchant_id, mode, payment_id, action, amount_minor, currency, status, requested_by, decided_by, decided_at, expires_at, created_at)
    SELECT 'apr_' || key, $1, 'test', 'pay_' || n + $3, 'refund', 1, 'USD', status, '{"id": "a"}', CASE WHEN status <> 'pending' THEN '{"id": "b"}'::jsonb END, CASE WHEN status <> 'pending' THEN at END, at, at
    FROM (SELECT made.*, CASE WHEN n > 7000 THEN 'denied' WHEN n % 1000 = 1 THEN 'pending' ELSE 'approved' END AS status FROM ${ROWS}) decided`,
  `INSERT INTO api_keys (id, merchant_id, mode, type, name, prefix, hash, created_at)
    SELECT 'key_' || key, $1, CASE WHEN n % 1000 = 1 THEN 'live' ELSE 'test' END, 'secret', 'Test', 'sk_test_' || $1 || n, 'none', at FROM ${ROWS}`,
  `INSERT INTO webhook_endpoints (id, merchant_id, mode, url, event_types, secret_id, created_at, updated_at)
    SELECT 'we_' || key, $1, CASE WHEN n % 1000 = 1 THEN 'live' ELSE 'test' END, 'https://example.test', '{*}', 'none', at, at FROM ${ROWS}`,
  `INSERT INTO notifications (id, merchant_id, user_id, kind, severity, title, body, created_at)
    SELECT 'ntf_' || key, CASE WHEN n % 100 > 1 THEN $1 END, CASE n % 100 WHEN 0 THEN 'usr_' || $1 END, 'test', 'info', 'Test', 'Test', at FROM ${ROWS}`,
];
const TABLES = 'customers, payment_methods, refunds, disputes, approvals, api_keys, webhook_endpoints, notifications';

let test: OpenTestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
  const { owner } = test;
  // They belong to no payments and sessions, and move no money.
  await owner.query('SET session_replication_role = replica');
  for (const load of LOADS) {
    await owner.query(load, [SELLER, 20_000, 0]);
    await owner.query(load, [SMALL, 50, 20_000]);
    await owner.query(load, [FORMER, 8_000, 30_000]);
  }
  await owner.query(`VACUUM (ANALYZE) ${TABLES}`);
}, 60_000);
afterAll(() => test.close());

type Listed = Parameters<typeof pageQuery>[0];
const LISTS: [string, Listed, Record<string, string>][] = [
  ['customers', 'customers', {}],
  ['customers by address', 'customers', { email: '17@example.test' }],
  ['customers by reference', 'customers', { reference: 'R-17' }],
  ['saved methods', 'payment_methods', {}],
  ["a customer's saved methods", 'payment_methods', { customerId: 'cus_17' }],
  ['refunds', 'refunds', {}],
  ["a payment's refunds", 'refunds', { paymentId: 'pay_17' }],
  ['disputes', 'disputes', {}],
  ["a payment's disputes", 'disputes', { paymentId: 'pay_17' }],
  ['disputes of a common status', 'disputes', { status: 'won' }],
  ['disputes of a rare status', 'disputes', { status: 'needs_response' }],
  ['disputes of a status that only old ones have', 'disputes', { status: 'lost' }],
  ['disputes of a status that none has', 'disputes', { status: 'inquiry' }],
  ['approvals', 'approvals', {}],
  ["a payment's approvals", 'approvals', { paymentId: 'pay_17' }],
  ['approvals of a status that only old ones have', 'approvals', { status: 'denied' }],
  ['approvals of a status that none has', 'approvals', { status: 'expired' }],
];
// One mode has few rows, and the other merchants' rows are newer.
const LISTS_OF_BOTH_MODES: [string, Listed][] = [
  ['API keys', 'api_keys'],
  ['webhook endpoints', 'webhook_endpoints'],
];
const page: PageRequest = { limit: 25 };

describe('a page', () => {
  it.each(LISTS)('of %s touches few rows and walks no table, whosever are the newest', async (_, table, filter) => {
    for (const merchantId of MERCHANTS) {
      const cost = (request: PageRequest) =>
        costOf(test.owner, pageQuery(table, ['id'], { merchantId, mode: 'test', ...filter }, request));
      const deep = await idAt(table, merchantId);
      for (const { rows, walked } of [await cost(page), await cost({ ...page, startingAfter: deep })]) {
        expect(walked).toEqual([]);
        expect(rows).toBeLessThan(100);
      }
    }
  });

  it.each(LISTS_OF_BOTH_MODES)('of %s touches few rows in each mode, whosever are the newest', async (_, table) => {
    for (const merchantId of MERCHANTS) {
      const deep = await idAt(table, merchantId);
      for (const mode of ['test', 'live']) {
        for (const request of [page, { ...page, startingAfter: deep }, { ...page, endingBefore: deep }]) {
          const query = pageQuery(table, ['id'], { merchantId, mode }, request);
          const { rows, walked } = await costOf(test.owner, query);
          expect(walked).toEqual([]);
          expect(rows).toBeLessThan(100);
        }
      }
    }
  });

  // What waits has an index of its own, of everybody's: few, because it runs out.
  it('of approvals that wait touches few rows', async () => {
    const query = pageQuery('approvals', ['id'], { merchantId: FORMER, mode: 'test', status: 'pending' }, page);
    expect((await costOf(test.owner, query)).rows).toBeLessThan(100);
  });

  it.each([false, true])('of notifications touches few rows, those of operators included: %s', async (isOperator) => {
    for (const merchantId of MERCHANTS) {
      const reader = { userId: `usr_${merchantId}`, merchantId, isOperator };
      const { rows, walked } = await costOf(
        test.owner,
        listNotificationsQuery(reader, { ...page, isUnreadOnly: false }),
      );
      // Those of operators are an index of their own.
      expect(walked).toEqual(isOperator ? ['notifications'] : []);
      expect(rows).toBeLessThan(300);
    }
  });

  it('holds the newest of the merchant alone, and turns forth and back', async () => {
    const customers = createCustomerRepository(test.database);
    const scope = { merchantId: FORMER, mode: 'test' } as const;
    const first = await customers.list(scope, {}, page);
    expect(first.items.map(({ reference }) => reference)).toEqual(
      Array.from({ length: 25 }, (_, place) => `R-${place + 1}`),
    );
    const second = await customers.list(scope, {}, { ...page, startingAfter: first.items.at(-1)?.id ?? '' });
    expect(second.items[0]?.reference).toBe('R-26');
    const back = await customers.list(scope, {}, { ...page, endingBefore: second.items[0]?.id ?? '' });
    expect(back).toEqual({ items: first.items, hasMore: false });
    expect(await customers.list({ merchantId: 'mer_nobody', mode: 'test' }, {}, page)).toEqual({
      items: [],
      hasMore: false,
    });
  });
});

/** The id of a row in the middle of a merchant's. */
async function idAt(table: Listed, merchantId: string): Promise<string> {
  const { rows } = await test.owner.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE merchant_id = $1 ORDER BY id DESC OFFSET 25 LIMIT 1`,
    [merchantId],
  );
  return rows[0]?.id ?? '';
}
