import type { AuditLogEntry } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { costOf } from '../testing/statement-cost.ts';
import { createAuditLog, listAuditQuery } from './audit-log.ts';
import type { AuditFilter } from './audit-log.ts';

const [FORMER, SELLER, NOBODY] = ['mer_a_former', 'mer_b_seller', 'mer_c_nobody'];
const BEGAN = new Date('2026-01-01T00:00:00.000Z');
const after = (seconds: number) => new Date(BEGAN.getTime() + seconds * 1_000);
const LOAD = `INSERT INTO audit_log (merchant_id, actor, action, subject, created_at)
  SELECT $1, '{"type": "system", "id": null, "name": "Test"}', CASE n % 2 WHEN 0 THEN 'payment.captured' ELSE 'payment.authorized' END, 'pay_' || n, $3::timestamptz + n * interval '1 second'
  FROM generate_series(1, $2::int) n`;

/** What persons did long ago, among the payments of those days. */
const RARE = `UPDATE audit_log SET action = CASE id % 3 WHEN 0 THEN 'team.add' WHEN 1 THEN 'operator.read' ELSE 'payment.cancel_failed' END,
    actor = '{"type": "user", "id": "usr_anna", "name": "anna@shop.example"}' WHERE merchant_id = $1 AND id % 100 = 0`;

let test: OpenTestDatabase;
let database: Database;
let owner: OpenTestDatabase['owner'];

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database, owner } = test);
  // Whose rows are the oldest, of a third of them, is what no statistics tell.
  await owner.query(LOAD, [FORMER, 10_000, BEGAN]);
  await owner.query(LOAD, [SELLER, 20_000, after(10_000)]);
  await owner.query(RARE, [FORMER]);
  await owner.query('VACUUM (ANALYZE) audit_log');
}, 60_000);
afterAll(() => test.close());

const FILTERS: [string, AuditFilter][] = [
  ['nothing', {}],
  ['an action', { action: 'payment.captured' }],
  ['a family of actions', { action: 'payment.*' }],
  ['a subject', { subject: 'pay_17' }],
  ['a rare action', { action: 'team.add' }],
  ['a rare action of payments', { action: 'payment.cancel_failed' }],
  ['a rare family', { action: 'operator.*' }],
  ['an action that was never taken', { action: 'api_key.create' }],
  ['a family that was never seen', { action: 'font.*' }],
  ['a person', { actorId: 'usr_anna' }],
  ['somebody who did nothing', { actorId: 'usr_ben' }],
  ['an hour long ago', { createdFrom: after(12_000), createdTo: after(12_020) }],
  ['what a person did in an hour', { actorId: 'usr_anna', createdFrom: after(2_000), createdTo: after(3_600) }],
  ['a time before all', { createdTo: after(-3_600) }],
];

/** Says of a row whether it belongs into a page, in other words than the statement's. */
function fits({ action = '', subject, actorId, createdFrom, createdTo }: AuditFilter, entry: AuditLogEntry): boolean {
  const made = new Date(entry.created_at);
  return [
    entry.action.startsWith(action.replace('*', '')),
    subject === undefined || entry.subject === subject,
    actorId === undefined || entry.actor.id === actorId,
    createdFrom === undefined || made >= createdFrom,
    createdTo === undefined || made < createdTo,
  ].every(Boolean);
}

describe('a page of the audit log', () => {
  it.each(FILTERS)('by %s holds all that fits', async (_, filter) => {
    const log = createAuditLog(database);
    for (const merchantId of [FORMER, SELLER]) {
      const all: AuditLogEntry[] = [];
      for (let startingAfter = '9999999999'; ; startingAfter = all.at(-1)?.id ?? '0') {
        const { items, hasMore } = await log.list(merchantId, {}, { limit: 5_000, startingAfter });
        all.push(...items);
        if (!hasMore) break;
      }
      const wanted = all.filter((entry) => fits(filter, entry)).slice(0, 100);
      expect((await log.list(merchantId, filter, { limit: 100 })).items).toEqual(wanted);
    }
  });

  it.each(FILTERS)('by %s touches few rows, whosever are the newest', async (_, filter) => {
    for (const merchantId of [FORMER, SELLER, NOBODY]) {
      const page = { limit: 25 };
      const first = await costOf(owner, listAuditQuery(merchantId, filter, page));
      const deep = await costOf(owner, listAuditQuery(merchantId, filter, { ...page, startingAfter: '5000' }));
      expect([first.walked, deep.walked]).toEqual([[], []]);
      expect(Math.max(first.rows, deep.rows)).toBeLessThan(250);
    }
  });

  it('holds the newest of the merchant alone, and turns forth and back', async () => {
    const log = createAuditLog(database);
    const filter = { action: 'payment.*' };
    const first = await log.list(FORMER, filter, { limit: 25 });
    expect(first.items.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 25 }, (_, place) => `pay_${10_000 - place}`)
        .filter((subject) => subject !== 'pay_10000')
        .concat('pay_9975'),
    );
    const second = await log.list(FORMER, filter, { limit: 25, startingAfter: first.items.at(-1)?.id ?? '' });
    expect(second.items[0]?.subject).toBe('pay_9974');
    const back = await log.list(FORMER, filter, { limit: 25, endingBefore: second.items[0]?.id ?? '' });
    expect(back).toEqual({ items: first.items, hasMore: false });
    expect(await log.list(NOBODY, filter, { limit: 25 })).toEqual({ items: [], hasMore: false });
  });
});

describe('the audit log', () => {
  const left = async (merchantId: string) =>
    Number((await owner.query('SELECT count(*) FROM audit_log WHERE merchant_id = $1', [merchantId])).rows[0].count);
  const DAY_MS = 86_400_000;
  const add = (merchantId: string, daysAgo: number) =>
    owner.query(LOAD, [merchantId, 10, new Date(Date.now() - daysAgo * DAY_MS)]);

  it('loses what was kept long enough, oldest first and in slices, and says so itself', async () => {
    const log = createAuditLog(database);
    // Its numbers are in the order of its times.
    await owner.query('TRUNCATE audit_log RESTART IDENTITY');
    for (const daysAgo of [500, 402, 399, 1]) await add(SELLER, daysAgo);
    expect(await log.expire(400, 15)).toBe(15);
    expect(await log.expire(400, 15)).toBe(5);
    expect(await log.expire(400, 15)).toBe(0);
    expect(await left(SELLER)).toBe(20);
    const { rows } = await owner.query(
      "SELECT subject, body FROM audit_log WHERE action = 'audit_log.expire' ORDER BY id",
    );
    expect(rows).toMatchObject([
      { subject: 'audit_log', body: { rows: 15, first: 1, last: 15 } },
      { subject: 'audit_log', body: { rows: 5, first: 16, last: 20 } },
    ]);
  });

  it('keeps a year whatever the server asks for', async () => {
    const log = createAuditLog(database);
    await add(FORMER, 300);
    await expect(log.expire(365, 100)).rejects.toMatchObject({ constraint: 'audit_log_kept_a_year' });
    expect(await left(FORMER)).toBe(10);
  });
});
