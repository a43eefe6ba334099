import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { claimOutbox, replayPushes, roomSequence } from './outbox.ts';
import { createPaymentRepository } from './payment-repository.ts';

let test: TestDatabase;
let database: Database;
let merchantId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.paymentsUrl });
  merchantId = await insertMerchant(database);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const begin = async () =>
  createPaymentRepository(database.pool).begin(intentFor(await insertSession(database, merchantId)));
const room = () => `merchant:${merchantId}:payments`;

it('gives every fact to exactly one of several relays, and a room a gapless sequence', async () => {
  await Promise.all(Array.from({ length: 40 }, begin));
  const claims = (
    await Promise.all(Array.from({ length: 4 }, () => claimOutbox(database.pool, 15, new Date())))
  ).flat();
  claims.push(...(await claimOutbox(database.pool, 100, new Date())));
  expect(new Set(claims.map((fact) => fact.id)).size).toBe(40);
  expect(claims.map((fact) => fact.merchantRoomSequence).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
    Array.from({ length: 40 }, (_, i) => i + 1),
  );
  expect(await roomSequence(database.pool, room())).toBe(40);
});

it('loses none that were committed out of order', async () => {
  const slow = await database.pool.connect();
  const insert = "INSERT INTO outbox (type, merchant_id, created_at) VALUES ('test', $1, now()) RETURNING id";
  try {
    await slow.query('BEGIN');
    const early = (await slow.query(insert, [merchantId])).rows[0].id;
    const late = (await database.pool.query(insert, [merchantId])).rows[0].id;
    expect(late).toBeGreaterThan(early);
    expect((await claimOutbox(database.pool, 100, new Date())).map((fact) => fact.id)).toEqual([late]);
    await slow.query('COMMIT');
    expect((await claimOutbox(database.pool, 100, new Date())).map((fact) => fact.id)).toEqual([early]);
  } finally {
    slow.release();
  }
});

it('replays exactly what a client missed, in order', async () => {
  const before = await roomSequence(database.pool, room());
  for (let i = 0; i < 3; i++) await begin();
  await claimOutbox(database.pool, 100, new Date());
  const missed = await replayPushes(database.pool, room(), before + 1, 100);
  expect(missed.map((push) => push.sequence)).toEqual([before + 2, before + 3]);
  expect(missed.every((push) => push.payment?.status === 'processing')).toBe(true);
});
