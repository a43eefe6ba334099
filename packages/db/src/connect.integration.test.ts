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
