import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { costOf } from '../testing/statement-cost.ts';
import { createAuditLog, listAuditQuery } from './audit-log.ts';
import type { AuditFilter } from './audit-log.ts';

const [FORMER, SELLER, NOBODY] = ['mer_a_former', 'mer_b_seller', 'mer_c_nobody'];
const LOAD = `INSERT INTO audit_log (merchant_id, actor, action, subject, created_at)
  SELECT $1, '{"type": "system", "id": null, "name": "Test"}', CASE n % 2 WHEN 0 THEN 'payment.captured' ELSE 'payment.authorized' END, 'pay_' || n, now()
  FROM generate_series(1, $2::int) n`;

let test: OpenTestDatabase;
let database: Database;
let owner: OpenTestDatabase['owner'];

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database, owner } = test);
  // Whose rows are the oldest, of a third of them, is what no statistics tell.
  await owner.query(LOAD, [FORMER, 10_000]);
  await owner.query(LOAD, [SELLER, 20_000]);
  await owner.query('VACUUM (ANALYZE) audit_log');
}, 60_000);
afterAll(() => test.close());

const FILTERS: [string, AuditFilter][] = [
  ['nothing', {}],
  ['an action', { action: 'payment.captured' }],
  ['a family of actions', { action: 'payment.*' }],
  ['a subject', { subject: 'pay_17' }],
];

describe('a page of the audit log', () => {
  it.each(FILTERS)('by %s touches few rows, whosever are the newest', async (_, filter) => {
    for (const merchantId of [FORMER, SELLER, NOBODY]) {
      const page = { limit: 25 };
      const first = await costOf(owner, listAuditQuery(merchantId, filter, page));
      const deep = await costOf(owner, listAuditQuery(merchantId, filter, { ...page, startingAfter: '5000' }));
      expect([first.walked, deep.walked]).toEqual([[], []]);
      expect(Math.max(first.rows, deep.rows)).toBeLessThan(100);
    }
  });

  it('holds the newest of the merchant alone, and turns forth and back', async () => {
    const log = createAuditLog(database);
    const filter = { action: 'payment.*' };
    const first = await log.list(FORMER, filter, { limit: 25 });
    expect(first.items.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 25 }, (_, place) => `pay_${10_000 - place}`),
    );
    const second = await log.list(FORMER, filter, { limit: 25, startingAfter: first.items.at(-1)?.id ?? '' });
    expect(second.items[0]?.subject).toBe('pay_9975');
    const back = await log.list(FORMER, filter, { limit: 25, endingBefore: second.items[0]?.id ?? '' });
    expect(back).toEqual({ items: first.items, hasMore: false });
    expect(await log.list(NOBODY, filter, { limit: 25 })).toEqual({ items: [], hasMore: false });
  });
});
