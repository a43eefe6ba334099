import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { findPayments } from './find-payments.ts';
import { createPaymentRepository } from './payment-repository.ts';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.paymentsUrl });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

async function paymentOf(merchantId: string): Promise<string> {
  const intent = intentFor(await insertSession(database, merchantId));
  await createPaymentRepository(database.pool).begin(intent);
  return intent.paymentId;
}

it("answers each of those who ask at once with its own payment, and nobody with another merchant's or mode's", async () => {
  const find = findPayments(database.pool);
  const [mine, other] = [await insertMerchant(database), await insertMerchant(database)];
  const ids = await Promise.all(Array.from({ length: 10 }, () => paymentOf(mine)));
  const [first = '', last = ''] = [ids[0], ids.at(-1)];
  const asked = [...ids, first, last].map(async (id) => (await find(id, { merchantId: mine, mode: 'test' }))?.id);
  const foreign = [
    find(first, { merchantId: other, mode: 'test' }),
    find(first, { merchantId: mine, mode: 'live' }),
    find('pay_00000000000000000000000000', { merchantId: mine, mode: 'test' }),
  ];
  expect(await Promise.all(asked)).toEqual([...ids, first, last]);
  expect(await Promise.all(foreign)).toEqual([null, null, null]);
});

it('reads the payments that are asked for in one turn, or while others are being read, together', async () => {
  const statements: number[] = [];
  const first = Promise.withResolvers<void>();
  const counting = {
    query: async ({ values }: { values: string[][] }) => {
      statements.push(values[0]?.length ?? 0);
      await first.promise;
      return { rows: [] };
    },
  };
  const find = findPayments(counting as unknown as Parameters<typeof findPayments>[0]);
  const ask = (count: number) =>
    Array.from({ length: count }, (_, i) => find(`pay_${i}`, { merchantId: 'mer', mode: 'test' }));
  const asked = ask(2);
  await vi.waitFor(() => expect(statements).toEqual([2]));
  asked.push(...ask(19));
  first.resolve();
  await Promise.all(asked);
  expect(statements).toEqual([2, 19]);
});
