import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase } from './connect.ts';
import type { Database } from './connect.ts';
import { createTestDatabase } from './testing/create-test-database.ts';
import type { TestDatabase } from './testing/create-test-database.ts';

let test: TestDatabase;
let owner: Database;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  owner = connectDatabase({ url: test.ownerUrl });
  database = connectDatabase({ url: test.paymentsUrl });
});
afterAll(async () => {
  await Promise.all([database.close(), owner.close()]);
  await test.drop();
});

it('outlives a connection that is cut while it is lent, between two statements', async () => {
  const client = await database.pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const broken = new Promise((resolve) => client.once('error', resolve));
  await owner.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await broken;
  // What is listened to here once is listened to for good by the pool: without that, this error ends the process.
  expect(client.listenerCount('error')).toBeGreaterThan(0);
  await expect(client.query('SELECT 1')).rejects.toThrow(Error);
  client.release(true);
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('has a transaction ended that nobody goes on with, so that its locks are free and it commits nothing late', async () => {
  const hasty = connectDatabase({ url: test.paymentsUrl, maxIdleInTransactionMs: 50 });
  const frozen = await hasty.pool.connect();
  const ended = new Promise((resolve) => frozen.once('error', resolve));
  await frozen.query('BEGIN');
  await frozen.query('SELECT pg_advisory_xact_lock(4711)');
  await ended;
  await database.pool.query('SELECT pg_advisory_xact_lock(4711)');
  await expect(frozen.query('COMMIT')).rejects.toThrow(Error);
  frozen.release(true);
  await hasty.close();
  const { rows } = await database.pool.query('SHOW idle_in_transaction_session_timeout');
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10min' }]);
});
