import type { Currency } from '@fieldfare/protocol';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { loadPostings } from '../testing/load-postings.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { expectInRandomStories } from '../testing/expect-in-random-stories.ts';
import { setClockAhead } from '../testing/set-clock-ahead.ts';
import { costOf } from '../testing/statement-cost.ts';
import { balancesQuery, createLedger, keepLedgerDays, statementQuery } from './ledger.ts';

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const atDay = (daysAgo: number, ms = 0) => new Date(TODAY - daysAgo * DAY_MS + ms);
const dateOf = (daysAgo: number) => atDay(daysAgo).toISOString().slice(0, 10);

let test: OpenTestDatabase;
let database: Database;
let writers: pg.Pool;
let merchantId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database } = test);
  // Days are those of UTC, wherever the server believes to be.
  writers = new pg.Pool({ connectionString: test.ownerUrl, max: 4, options: '-c TimeZone=Pacific/Auckland' });
}, 60_000);
beforeEach(async () => {
  merchantId = await insertMerchant(database);
});
afterAll(async () => {
  await writers.end();
  await test.close();
});

/** Each kind of entry, and the accounts between which it moves money. */
const MOVES = {
  capture: ['processor', 'merchant'],
  fee: ['merchant', 'fees'],
  refund: ['merchant', 'processor'],
  fee_refund: ['fees', 'merchant'],
  return: ['merchant', 'processor'],
  dispute: ['merchant', 'disputes'],
  dispute_won: ['disputes', 'merchant'],
  dispute_lost: ['disputes', 'processor'],
} as const;
type Move = keyof typeof MOVES;
interface Entry {
  type: Move;
  at: Date;
  amount?: number;
  currency?: string;
}

/** Posts as the triggers do, by the function that writes both sides. */
async function post({ type, at, amount = 1_000, currency = 'USD' }: Entry, client: pg.ClientBase | pg.Pool = writers) {
  const payment = JSON.stringify({ id: 'pay_test', merchant_id: merchantId, mode: 'test', currency });
  await client.query(
    'SELECT post_entry(jsonb_populate_record(NULL::payments, $1::jsonb), $2, NULL, $3, $4, $5, $6::timestamptz)',
    [payment, type, ...MOVES[type], amount, at],
  );
}

const scope = () => ({ merchantId, mode: 'test' as const });
const balances = () => createLedger(database.pool).balances(scope());
const statement = (from = dateOf(3), to = dateOf(-1), currency: Currency = 'USD') =>
  createLedger(database.pool).statement(scope(), currency, from, to);

/** The same by adding up every posting. */
async function countedBalances() {
  const { rows } = await database.pool.query(
    `SELECT currency, coalesce(sum(amount_minor) FILTER (WHERE account = 'merchant'), 0)::bigint AS "availableMinor",
        coalesce(sum(amount_minor) FILTER (WHERE account = 'disputes'), 0)::bigint AS "heldMinor", coalesce(sum(amount_minor) FILTER (WHERE account = 'fees'), 0)::bigint AS "feesMinor"
      FROM ledger_postings WHERE merchant_id = $1 GROUP BY currency ORDER BY currency`,
    [merchantId],
  );
  return rows;
}

async function countedDays(from: string, to: string) {
  const { rows } = await database.pool.query(
    `SELECT to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, e.type, p.amount_minor AS amount FROM ledger_postings p JOIN ledger_entries e ON e.id = p.entry_id
      WHERE p.merchant_id = $1 AND p.currency = 'USD' AND p.account = 'merchant' ORDER BY 1`,
    [merchantId],
  );
  const total = (date: string, types: Move[]) =>
    rows.filter((row) => row.date === date && types.includes(row.type)).reduce((sum, row) => sum + row.amount, 0);
  const days = [...new Set(rows.map(({ date }) => date as string))].filter((date) => date >= from && date <= to);
  return {
    openingMinor: rows.filter(({ date }) => date < from).reduce((sum, { amount }) => sum + amount, 0),
    days: days.map((date) => ({
      date,
      capturedMinor: total(date, ['capture']),
      feesMinor: total(date, ['fee', 'fee_refund']),
      refundedMinor: total(date, ['refund']),
      returnedMinor: total(date, ['return']),
      disputedMinor: total(date, ['dispute', 'dispute_won']),
      changeMinor: total(date, Object.keys(MOVES) as Move[]),
    })),
  };
}

/** A day of which nothing can be told is left out of a statement: what came and went within it by one kind of entry. */
function told({ openingMinor, days }: Awaited<ReturnType<typeof countedDays>>) {
  const isTold = (day: (typeof days)[number]) =>
    Object.values(day).some((value) => typeof value === 'number' && value !== 0);
  return { openingMinor, days: days.filter(isTold) };
}

async function expectExact() {
  expect(await balances()).toEqual(await countedBalances());
  expect(await statement()).toEqual(told(await countedDays(dateOf(3), dateOf(-1))));
}

const noted = async () => {
  const { rows } = await database.pool.query('SELECT 1 FROM ledger_day_changes WHERE merchant_id = $1', [merchantId]);
  return rows.length;
};
const keptDays = async () => {
  const { rows } = await database.pool.query(
    "SELECT DISTINCT to_char(date, 'YYYY-MM-DD') AS date FROM ledger_days WHERE merchant_id = $1 ORDER BY 1",
    [merchantId],
  );
  return rows.map(({ date }) => date);
};

describe('balances and statements', () => {
  it('are kept by days that are over, never of today', async () => {
    await post({ type: 'capture', at: atDay(3) });
    await post({ type: 'fee', at: atDay(0) });
    expect(await balances()).toEqual([{ currency: 'USD', availableMinor: 0, heldMinor: 0, feesMinor: 1_000 }]);
    expect(await keptDays()).toEqual([dateOf(3)]);
    await post({ type: 'refund', at: atDay(3) });
    await expectExact();
    expect(await noted()).toBe(0);
  });

  it('begin and end their days at midnight, UTC', async () => {
    for (const at of [atDay(3, -1), atDay(3), atDay(3, DAY_MS - 1), atDay(2)]) await post({ type: 'capture', at });
    const { openingMinor, days } = await statement();
    expect(openingMinor).toBe(1_000);
    expect(days.map(({ date, capturedMinor }) => [date, capturedMinor])).toEqual([
      [dateOf(3), 2_000],
      [dateOf(2), 1_000],
    ]);
    await expectExact();
  });

  it('count a posting of a past day that was under way while the day was kept, once it has committed', async () => {
    await post({ type: 'capture', at: atDay(3) });
    const writer = await writers.connect();
    await writer.query('BEGIN');
    await post({ type: 'refund', at: atDay(3), amount: 300 }, writer);
    expect(await balances()).toMatchObject([{ availableMinor: 1_000 }]);
    expect(await keptDays()).toEqual([dateOf(3)]);
    await writer.query('COMMIT');
    writer.release();
    expect(await balances()).toMatchObject([{ availableMinor: 700 }]);
    await expectExact();
  });

  it('are exact again once the database’s clock, which was days ahead while somebody asked, has been set right', async () => {
    await post({ type: 'capture', at: atDay(1) });
    await setClockAhead(test.owner, 2);
    await expectExact();
    await setClockAhead(test.owner, 0);
    await post({ type: 'capture', at: atDay(0) });
    await expectExact();
    await post({ type: 'refund', at: atDay(1), amount: 300 });
    await keepLedgerDays(database.pool, 1_000);
    await post({ type: 'fee', at: atDay(0), amount: 20 });
    await setClockAhead(test.owner, 1);
    await expectExact();
    expect(await balances()).toMatchObject([{ availableMinor: 1_680 }]);
    await setClockAhead(test.owner, 0);
  });

  it('are what all postings come to, whenever they were made, and while they are asked for', async () => {
    const step = fc.record({
      kind: fc.constantFrom('post', 'post', 'post', 'look', 'tend'),
      type: fc.constantFrom(...(Object.keys(MOVES) as Move[])),
      daysAgo: fc.integer({ min: -1, max: 5 }),
      ms: fc.constantFrom(0, 1, 43_200_000, DAY_MS - 1),
      amount: fc.integer({ min: 1, max: 9_999_999 }),
      currency: fc.constantFrom('USD', 'USD', 'JPY'),
    });
    await expectInRandomStories(step, {
      begin: async () => {
        merchantId = await insertMerchant(database);
      },
      carryOut: async ({ kind, daysAgo, ms, ...entry }) => {
        if (kind === 'post') await post({ ...entry, at: atDay(daysAgo, ms) });
        else if (kind === 'tend') await keepLedgerDays(database.pool, 100);
        else await Promise.all([balances(), statement()]);
      },
      expectExact,
    });
  }, 120_000);

  it('are tended to for merchants who never ask', async () => {
    await keepLedgerDays(database.pool, 1_000);
    await post({ type: 'capture', at: atDay(2) });
    expect(await noted()).toBe(1);
    expect(await keepLedgerDays(database.pool, 1_000)).toBe(1);
    expect([await noted(), await keptDays()]).toEqual([0, [dateOf(2)]]);
    expect(await keepLedgerDays(database.pool, 1_000)).toBe(0);
  });

  it('cost what was posted today, whatever was posted before', async () => {
    const PER_DAY = 500;
    const newest = atDay(0, 3_600_000);
    await loadPostings(test.owner, { merchantId, count: 50_000, newest, everyMs: DAY_MS / PER_DAY });
    const before = await countedBalances();
    expect(await balances()).toEqual(before);
    await test.owner.query('VACUUM (ANALYZE) ledger_days, ledger_days_kept, ledger_day_changes');
    // Today, and yesterday within the first hour of today: each posting, and its entry. A day that is kept is a row a currency.
    const days = 400 + 4 * PER_DAY;
    for (const query of [balancesQuery(scope()), statementQuery(scope(), 'USD', dateOf(90), dateOf(0))]) {
      const { rows, walked } = await costOf(test.owner, query);
      expect(walked).toEqual([]);
      expect(rows).toBeLessThan(days);
    }
    await post({ type: 'capture', at: atDay(40) });
    // Until it has been kept again, that day is counted too.
    expect((await costOf(test.owner, balancesQuery(scope()))).rows).toBeLessThan(days + 4 * PER_DAY);
    expect(await balances()).toEqual(await countedBalances());
  }, 60_000);
});
