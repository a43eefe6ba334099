import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { loadPayments } from '../testing/load-payments.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { expectInRandomStories } from '../testing/expect-in-random-stories.ts';
import { setClockAhead } from '../testing/set-clock-ahead.ts';
import { forgetChangedDays, paymentDays } from './payment-days.ts';

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const [FROM, UNTIL] = [new Date(TODAY - 4 * DAY_MS), new Date(TODAY + DAY_MS)];

let test: TestDatabase;
let database: Database;
let owner: pg.Pool;
let merchantId: string;
let added = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  // Days are those of UTC, wherever the server believes to be.
  const url = `${test.paymentsUrl}?options=${encodeURIComponent('-c TimeZone=Pacific/Auckland')}`;
  database = connectDatabase({ url });
  owner = new pg.Pool({ connectionString: test.ownerUrl, max: 4 });
}, 60_000);
beforeEach(async () => {
  merchantId = await insertMerchant(database);
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await test.drop();
});

const days = () => paymentDays(database.pool, { merchantId, mode: 'test' }, FROM, UNTIL);

/** The same by reading every payment. */
async function counted() {
  const { rows } = await database.pool.query(
    `SELECT currency, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, count(*) AS attempts,
        count(*) FILTER (WHERE authorized_minor > 0) AS approved, sum(authorized_minor)::bigint AS volume_minor
      FROM payments WHERE merchant_id = $1 AND mode = 'test' AND created_at >= $2 AND created_at < $3 AND status NOT IN ('processing', 'unknown') GROUP BY 1, 2`,
    [merchantId, FROM, UNTIL],
  );
  return rows;
}

const inOrder = <T extends { date: string; currency: string }>(rows: T[]) =>
  rows.toSorted((a, b) => `${a.date} ${a.currency}`.localeCompare(`${b.date} ${b.currency}`));

async function expectExact() {
  expect(inOrder(await days())).toEqual(inOrder(await counted()));
}

/** A payment that is authorized at that time; answers its id. */
async function add(at: Date): Promise<string> {
  added += 1;
  const recordNumber = `${added.toString(36).padStart(8, '0')}1`;
  const label = recordNumber.slice(0, -1);
  await loadPayments(owner, { merchantId, count: 1, newest: new Date(at.getTime() + 1_000), label });
  const { rows } = await owner.query('SELECT id FROM payments WHERE record_number = $1', [recordNumber]);
  return rows[0].id;
}

const SETTLE = `UPDATE payments SET status = $2, currency = $3, amount_minor = $4::bigint, total_minor = $4::bigint,
  authorized_minor = CASE WHEN $2 IN ('authorized', 'captured') THEN $4::bigint ELSE 0 END, captured_minor = 0 WHERE id = $1`;
const settle = (id: string, status: string, amount = 4_900, client: pg.ClientBase | pg.Pool = database.pool) =>
  client.query(SETTLE, [id, status, 'USD', amount]);

const atDay = (daysAgo: number, ms = 0) => new Date(TODAY - daysAgo * DAY_MS + ms);
const isKept = async (daysAgo: number) => {
  const { rows } = await database.pool.query('SELECT 1 FROM payment_days WHERE merchant_id = $1 AND date = $2::date', [
    merchantId,
    atDay(daysAgo).toISOString().slice(0, 10),
  ]);
  return rows.length === 1;
};

const isNoted = async () => {
  const { rows } = await database.pool.query('SELECT 1 FROM payment_day_changes WHERE merchant_id = $1', [merchantId]);
  return rows.length > 0;
};

describe('days of payments', () => {
  it('are kept once they are over, and today never is', async () => {
    await add(atDay(3));
    await expectExact();
    expect([await isKept(3), await isKept(2), await isKept(0)]).toEqual([true, true, false]);
  });

  it('begin and end at midnight, UTC', async () => {
    for (const at of [atDay(3, -1), atDay(3), atDay(3, DAY_MS - 1), atDay(2)]) await add(at);
    const attempts = (await days()).map(({ date, attempts: count }) => [date, count]);
    const dateOf = (daysAgo: number) => atDay(daysAgo).toISOString().slice(0, 10);
    expect(attempts).toEqual([
      [dateOf(4), 1],
      [dateOf(3), 2],
      [dateOf(2), 1],
    ]);
    await expectExact();
  });

  it('tell of a payment whose outcome came days later', async () => {
    const id = await add(atDay(3));
    await settle(id, 'unknown');
    expect(await days()).toEqual([]);
    await settle(id, 'authorized', 7_700);
    expect(await days()).toMatchObject([{ attempts: 1, approved: 1, volume_minor: 7_700 }]);
    expect(await isKept(3)).toBe(true);
  });

  it('count a change that was under way while they were kept, once it has committed', async () => {
    const [id, other] = [await add(atDay(3)), await add(atDay(3))];
    const writer = await database.pool.connect();
    await writer.query('BEGIN');
    await settle(id, 'declined', 4_900, writer);
    await settle(other, 'captured', 5_500, writer);
    await expectExact();
    expect(await isKept(3)).toBe(true);
    await writer.query('COMMIT');
    writer.release();
    await expectExact();
    expect(await days()).toMatchObject([{ attempts: 2, approved: 1, volume_minor: 5_500 }]);
  });

  it('of merchants who do not look leave no notes behind', async () => {
    const id = await add(atDay(3));
    await expectExact();
    await settle(id, 'declined');
    expect(await isNoted()).toBe(true);
    await forgetChangedDays(database.pool, 1_000);
    expect([await isNoted(), await isKept(3), await isKept(2)]).toEqual([false, false, true]);
    await expectExact();
    expect(await isKept(3)).toBe(true);
  });

  it('are exact again once the database’s clock, which was days ahead while somebody looked, has been set right', async () => {
    await add(atDay(1));
    await setClockAhead(owner, 2);
    await expectExact();
    await setClockAhead(owner, 0);
    await add(atDay(0));
    await expectExact();
    await forgetChangedDays(database.pool, 1_000);
    await setClockAhead(owner, 1);
    await expectExact();
    expect(await days()).toHaveLength(2);
    await setClockAhead(owner, 0);
  });

  it('are exact whatever happens to payments, and while they are asked for', async () => {
    const change = fc.record({
      kind: fc.constantFrom('add', 'settle', 'remove', 'look', 'forget'),
      daysAgo: fc.integer({ min: 0, max: 5 }),
      ms: fc.constantFrom(0, 1, 43_200_000, DAY_MS - 1),
      pick: fc.nat(),
      status: fc.constantFrom('processing', 'unknown', 'authorized', 'captured', 'declined'),
      amount: fc.integer({ min: 1, max: 9_999_999 }),
    });
    let ids: string[] = [];
    await expectInRandomStories(change, {
      begin: async () => {
        merchantId = await insertMerchant(database);
        ids = [];
      },
      carryOut: async ({ kind, daysAgo, ms, pick, status, amount }) => {
        const id = ids[pick % Math.max(1, ids.length)] ?? '';
        if (kind === 'add') ids.push(await add(atDay(daysAgo, ms)));
        else if (kind === 'settle') await settle(id, status, amount);
        else if (kind === 'remove') await owner.query('DELETE FROM payments WHERE id = $1', [id]);
        else if (kind === 'forget') await forgetChangedDays(database.pool, 100);
        else await days();
      },
      expectExact,
    });
  }, 120_000);
});
