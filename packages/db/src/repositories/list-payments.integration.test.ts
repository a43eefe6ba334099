import type { PageRequest, PaymentFilter, PaymentRecord } from '@fieldfare/payments';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { loadPayments } from '../testing/load-payments.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { costOf as costOfStatement } from '../testing/statement-cost.ts';
import { listPayments, listPaymentsQuery } from './list-payments.ts';

const NEWEST = new Date('2026-11-01T12:00:00.000Z');
const COUNT = 30_000;
/** How long ago the n-th payment was made. */
const at = (n: number) => new Date(NEWEST.getTime() - n * 1_000);

let test: OpenTestDatabase;
let database: Database;
let owner: OpenTestDatabase['owner'];
let merchantId: string;
let other: string;
let former: string;

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database, owner } = test);
  const merchant = (name: string) => insertMerchant(database, `https://${name}.example`);
  [merchantId, other, former] = [await merchant('shop'), await merchant('other'), await merchant('former')];
  await loadPayments(owner, { merchantId, count: COUNT, newest: NEWEST, label: 'm' });
  await loadPayments(owner, { merchantId: other, count: 300, newest: NEWEST, label: 'z' });
  // A third of everybody's payments, and the oldest: their age is what no statistics tell.
  await loadPayments(owner, { merchantId: former, count: 15_000, newest: at(COUNT), label: 'f' });
  await owner.query(
    `UPDATE payments SET currency = 'EUR', status = 'partially_refunded', method = jsonb_set(method, '{brand}', '"diners-club"') WHERE merchant_id = $1 AND created_at < $2`,
    [merchantId, at(20_000)],
  );
  await owner.query('VACUUM (ANALYZE) payments');
}, 60_000);

afterAll(() => test.close());

const page = { limit: 25 };
const list = (filter: PaymentFilter, request: PageRequest = page) =>
  listPayments(database.pool, { merchantId, mode: 'test' }, filter, request);

const costOf = (filter: PaymentFilter, request: PageRequest = page, merchant = merchantId) =>
  costOfStatement(owner, listPaymentsQuery({ merchantId: merchant, mode: 'test' }, filter, request));

/** Says of a payment whether it belongs into a page, in other words than the statement's. */
function fits(filter: PaymentFilter, payment: PaymentRecord): boolean {
  const { brand, last4 } = payment.method ?? {};
  const wanted = Object.entries(filter.metadata ?? {});
  return [
    payment.merchantId === merchantId,
    filter.statuses?.includes(payment.status),
    filter.brand === undefined || filter.brand === brand,
    filter.last4 === undefined || filter.last4 === last4,
    filter.currency === undefined || filter.currency === payment.currency,
    wanted.every(([key, value]) => payment.metadata[key] === value),
    payment.amountMinor >= (filter.amountMin ?? 0) && payment.amountMinor <= (filter.amountMax ?? Infinity),
    filter.createdFrom === undefined || filter.createdFrom <= payment.createdAt,
    filter.createdTo === undefined || filter.createdTo > payment.createdAt,
  ].every((holds) => holds !== false);
}

const FILTERS: [string, PaymentFilter][] = [
  ['nothing', {}],
  ['a common status', { statuses: ['captured'] }],
  ['a rare status', { statuses: ['unknown'] }],
  ['a status that nobody has', { statuses: ['expired'] }],
  ['a status that only old ones have', { statuses: ['partially_refunded'] }],
  ['a currency', { currency: 'USD' }],
  ['a currency that only old ones have', { currency: 'EUR' }],
  ['a currency that nobody has', { currency: 'JPY' }],
  ['a currency that none of a status has', { currency: 'JPY', statuses: ['captured'] }],
  ['several statuses', { statuses: ['authorized', 'unknown', 'declined', 'expired'] }],
  ['a record number', { recordNumber: 'm17' }],
  ['a reference', { reference: 'A-29000' }],
  ['a reference that nobody has', { reference: 'B-1' }],
  ['a customer', { customerId: `cus_${'17'.padStart(26, '0')}` }],
  ['the last four', { last4: '7919' }],
  ['cards', { method: 'card' }],
  ['bank accounts, which nobody has', { method: 'ach' }],
  ['a common brand', { brand: 'visa' }],
  ['a brand that only old ones have', { brand: 'diners-club' }],
  ['a brand that nobody has', { brand: 'jcb' }],
  ['a brand among statuses', { brand: 'mastercard', statuses: ['declined', 'captured'] }],
  ['metadata that one has', { metadata: { order: 'A-29000' } }],
  ['metadata that half of them have', { metadata: { channel: 'web' } }],
  ['metadata that nobody has', { metadata: { channel: 'fax' } }],
  ['two pairs of metadata', { metadata: { order: 'A-29000', channel: 'web' } }],
  ['an amount', { amountMin: 4_900, amountMax: 4_900 }],
  ['a wide range of amounts', { amountMin: 2_000, amountMax: 20_000 }],
  ['a narrow range of amounts', { amountMin: 4_900, amountMax: 4_910 }],
  ['amounts that few paid', { amountMin: 50_000 }],
  ['amounts that nobody paid', { amountMin: 90_000 }],
  ['an hour long ago', { createdFrom: at(28_000), createdTo: at(24_400) }],
  ['a time before all', { createdTo: at(COUNT + 1) }],
  ['a status long ago', { statuses: ['declined'], createdTo: at(20_000) }],
];

describe('a page of payments', () => {
  it.each(FILTERS)('by %s touches few rows and walks no table', async (_, filter) => {
    const { rows, walked } = await costOf(filter);
    expect(walked).toEqual([]);
    expect(rows).toBeLessThan(500);
    const { items } = await list(filter);
    const last = items.at(-1);
    if (!last) return;
    // The pages behind it cost the same.
    const deep = await costOf(filter, { ...page, startingAfter: last.id });
    expect(deep).toMatchObject({ walked: [] });
    expect(deep.rows).toBeLessThan(500);
  });

  it.each(FILTERS)(
    'by %s costs as little who has few payments among those of others, or none that are new',
    async (_, filter) => {
      for (const merchant of [other, former]) {
        const { rows, walked } = await costOf(filter, page, merchant);
        expect(walked).toEqual([]);
        expect(rows).toBeLessThan(600);
      }
    },
  );

  it.each(FILTERS)('by %s holds what fits, newest first, and nothing of another merchant', async (_, filter) => {
    const { items } = await list(filter, { limit: 100 });
    expect(items.filter((payment) => !fits(filter, payment))).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual(
      items
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });

  it.each<[PaymentFilter, number]>([
    [{ reference: 'A-29000' }, 1],
    [{ metadata: { order: 'A-29000', channel: 'web' } }, 1],
    [{ metadata: { order: 'A-29000', channel: 'app' } }, 0],
    [{ customerId: `cus_${'17'.padStart(26, '0')}` }, 6],
    [{ last4: '7919' }, 3],
    [{ createdFrom: at(1_010), createdTo: at(1_000) }, 10],
    [{ method: 'ach' }, 0],
    [{ statuses: ['unknown'], brand: 'visa' }, 20],
    [{ currency: 'EUR', createdTo: at(29_910) }, 90],
  ])('finds all of %j', async (filter, count) => {
    expect((await list(filter, { limit: 100 })).items).toHaveLength(count);
  });

  it('turns backwards to the very page it came from', async () => {
    const filter: PaymentFilter = { statuses: ['declined', 'authorized'], brand: 'visa' };
    const first = await list(filter);
    const second = await list(filter, { ...page, startingAfter: first.items.at(-1)?.id ?? '' });
    expect(second.items).toHaveLength(25);
    const back = await list(filter, { ...page, endingBefore: second.items[0]?.id ?? '' });
    expect(back).toEqual({ items: first.items, hasMore: false });
  });
});
