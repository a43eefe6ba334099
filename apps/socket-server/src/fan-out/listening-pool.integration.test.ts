import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import { Server } from 'socket.io';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listeningPool } from './listening-pool.ts';

let test: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

const WAIT = { timeout: 10_000, interval: 20 };

function open(name: string) {
  const pool = new pg.Pool({ connectionString: test.paymentsUrl, max: 2, application_name: name });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, listening: listeningPool(pool) };
}
const connections = async (name: string) => {
  const { rows } = await owner.query<{ count: number }>(
    'SELECT count(*)::int FROM pg_stat_activity WHERE application_name = $1',
    [name],
  );
  return rows[0]?.count;
};
/** An adapter that has begun to ask for its connection, as it does when it is made. */
const adapterOver = (pool: pg.Pool) =>
  createAdapter(pool, { channelPrefix: 'test', tableName: 'socket_attachments' })(new Server().of('/'));

it('ends though the adapter was closed while it was still connecting', async () => {
  const { listening } = open('closed-early');
  const adapter = adapterOver(listening.pool);
  adapter.close();
  await listening.close();
  await expect.poll(() => connections('closed-early'), WAIT).toBe(0);
});

it('ends though the adapter never gave its connection back', async () => {
  const { listening } = open('kept');
  adapterOver(listening.pool);
  await expect.poll(() => connections('kept'), WAIT).toBe(1);
  await listening.close();
  await expect.poll(() => connections('kept'), WAIT).toBe(0);
});

it('lends one connection at a time, and the next when that one broke', async () => {
  const { listening } = open('single');
  const first = await listening.pool.connect();
  let hasSecond = false;
  void listening.pool.connect().then(() => (hasSecond = true));
  const ended = new Promise((resolve) => first.once('end', resolve));
  await owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'single'");
  await ended;
  const next = await listening.pool.connect();
  expect((await next.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  expect(hasSecond).toBe(false);
  await listening.close();
});
