import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { costOf } from '../testing/statement-cost.ts';
import { listDeliveriesQuery } from './delivery-store.ts';
import type { DeliveryQuery } from './delivery-store.ts';
import { createEventStore } from './event-store.ts';
import type { EventQuery } from './event-store.ts';
import { listEventsQuery } from './list-events.ts';

const NEWEST = new Date('2026-11-01T12:00:00.000Z');
const at = (n: number) => new Date(NEWEST.getTime() - n * 1_000);
const [SELLER, FORMER, SMALL] = ['mer_seller', 'mer_former', 'mer_small'];
const MERCHANTS = [SELLER, FORMER, SMALL];

/** Events of one merchant, a second apart, each delivered to the endpoint `we_` and the merchant; ids sort by their time as made ones do. */
const LOAD = `WITH made AS (
    INSERT INTO events (id, merchant_id, mode, type, sequence, related, version, data, created_at)
    SELECT 'evt_' || (SELECT string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + ((floor(extract(epoch FROM at) * 1000)::bigint >> (5 * digit)) & 31)::int, 1), '' ORDER BY digit DESC) FROM generate_series(0, 9) digit) || lpad(right($1, 8), 8, 'x') || lpad(n::text, 8, '0'),
      $1, 'test', CASE WHEN n % 2000 = 1999 THEN 'dispute.created' WHEN n > 12000 THEN 'refund.created' ELSE 'payment.captured' END, $2::int - n, 'pay_' || n, 1, '{}', at
    FROM (SELECT n, $3::timestamptz - n * interval '1 second' AS at FROM generate_series(0, $2::int - 1) n) moments
    RETURNING id, created_at, sequence)
  INSERT INTO webhook_deliveries (id, event_id, endpoint_id, status, attempts, created_at, finished_at)
  SELECT replace(id, 'evt_', 'wd_'), id, 'we_' || $1, CASE WHEN sequence % 1000 = 1 THEN 'failed' ELSE 'succeeded' END, 1, created_at, created_at FROM made`;

let test: OpenTestDatabase;
let database: Database;
let owner: OpenTestDatabase['owner'];

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database, owner } = test);
  await owner.query(LOAD, [SELLER, 20_000, NEWEST]);
  await owner.query(LOAD, [FORMER, 8_000, at(20_000)]);
  await owner.query(LOAD, [SMALL, 50, NEWEST]);
  await owner.query(
    'INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, status_code) SELECT id, 1, created_at, 5, 200 FROM webhook_deliveries',
  );
  await owner.query('VACUUM (ANALYZE) events, webhook_deliveries, webhook_attempts');
}, 60_000);
afterAll(() => test.close());

const EVENTS: [string, Omit<EventQuery, 'limit'>][] = [
  ['nothing', {}],
  ['a common type', { type: 'payment.captured' }],
  ['a type that only old ones have', { type: 'refund.created' }],
  ['a type that nobody has', { type: 'payment_method.revoked' }],
  ['a family', { type: 'payment.*' }],
  ['a rare family', { type: 'dispute.*' }],
  ['a family that nobody has', { type: 'payment_method.*' }],
  ['what they are about', { related: 'pay_17' }],
  ['an hour long ago', { createdFrom: at(16_000), createdTo: at(12_400) }],
  ['a family long ago', { type: 'payment.*', createdTo: at(11_000) }],
  ['the place where somebody follows', { afterSequence: 19_000 }],
];
const DELIVERIES: [string, Omit<DeliveryQuery, 'limit'>][] = [
  ['nothing', {}],
  ['a common status', { status: 'succeeded' }],
  ['a rare status', { status: 'failed' }],
  ['a status that none has', { status: 'canceled' }],
];

describe('a page', () => {
  it.each(EVENTS)('of events by %s touches few rows and walks no table', async (_, query) => {
    for (const merchantId of MERCHANTS) {
      const { rows, walked } = await costOf(
        owner,
        listEventsQuery({ merchantId, mode: 'test' }, { ...query, limit: 25 }),
      );
      expect(walked).toEqual([]);
      expect(rows).toBeLessThan(400);
    }
  });

  it.each(DELIVERIES)('of deliveries by %s touches few rows and walks no table', async (_, query) => {
    for (const merchantId of MERCHANTS) {
      const { rows, walked } = await costOf(owner, listDeliveriesQuery(`we_${merchantId}`, { ...query, limit: 25 }));
      expect(walked).toEqual([]);
      expect(rows).toBeLessThan(400);
    }
  });

  it.each(EVENTS)(
    'of events by %s holds what fits, in order, and turns back to where it came from',
    async (_, query) => {
      const store = createEventStore(database.pool);
      const list = (more: Partial<EventQuery>) =>
        store.list({ merchantId: SELLER, mode: 'test' }, { ...query, limit: 25, ...more });
      const { items } = await list({});
      const family = query.type?.replace(/\*$/, '') ?? '';
      for (const event of items) {
        const made = new Date(event.timestamp);
        expect(event.type.startsWith(family)).toBe(true);
        expect(made >= (query.createdFrom ?? made) && made < (query.createdTo ?? at(-1))).toBe(true);
      }
      const sequences = items.map(({ sequence }) => sequence);
      const isFollowing = query.afterSequence !== undefined;
      expect(sequences).toEqual(sequences.toSorted((a, b) => (isFollowing ? a - b : b - a)));
      const last = items.at(-1);
      if (isFollowing || !last || items.length < 25) return;
      const [next] = (await list({ startingAfter: last.id })).items;
      const again = next ? (await list({ endingBefore: next.id })).items : items;
      expect(again).toEqual(items);
    },
  );
});
