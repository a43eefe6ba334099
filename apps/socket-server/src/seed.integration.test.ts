import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '@fieldfare/db';
import type { Database } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from './testing/run-program.ts';

let test: TestDatabase;
let database: Database;
let dataDir: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.ownerUrl });
  dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-seed-'));
});

afterAll(async () => {
  await database.close();
  await Promise.all([test.drop(), rm(dataDir, { recursive: true, force: true })]);
});

const seed = (env: Record<string, string> = {}) =>
  runProgram('seed.ts', {
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_DATABASE_URL: test.paymentsUrl,
    SANDBOX_DATABASE_URL: test.sandboxUrl,
    ...env,
  });
const count = async (text: string): Promise<number> =>
  (await database.pool.query<{ count: number }>(`SELECT count(*) FROM ${text}`)).rows[0]?.count ?? 0;
const demo = async () => JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')) as Record<string, string>;

it('refuses production', async () => {
  const program = seed({ FIELDFARE_ENV: 'production' });
  expect(await program.ended).toBe(1);
  expect(await count('merchants')).toBe(0);
});

it('is completed by the next run where it was cut off, and then changes nothing', async () => {
  const cut = seed();
  await cut.says('orders 50 of ');
  cut.kill('SIGKILL');
  expect(await cut.ended).toBe('SIGKILL');
  const keys = await demo();
  const made = await count('payments');
  expect(made).toBeGreaterThan(0);

  expect(await seed().ended).toBe(0);
  expect(await demo()).toMatchObject(keys);
  expect(await count('merchants')).toBe(1);
  expect(await count('users')).toBe(3);
  expect(await count('api_keys')).toBe(2);
  const complete = await count('payments');
  expect(complete).toBeGreaterThan(200);
  expect(complete).toBeGreaterThan(made);

  const { rows } = await database.pool.query<{ status: string }>('SELECT DISTINCT status FROM payments');
  expect(rows.map((row) => row.status)).toEqual(
    expect.arrayContaining([
      'authorized',
      'captured',
      'canceled',
      'declined',
      'expired',
      'partially_refunded',
      'refunded',
      'unknown',
      'requires_action',
      'pending',
      'failed',
    ]),
  );
  // What waits for a shopper or for the network is under way; nothing else is.
  expect(
    await count(
      "attempts a JOIN payments p ON p.id = a.payment_id WHERE a.state = 'in_flight' AND p.status NOT IN ('requires_action', 'pending')",
    ),
  ).toBe(0);
  expect(await count('outbox WHERE published_at IS NULL')).toBe(0);
  expect(await count("payments WHERE created_at > now() OR created_at < now() - interval '95 days'")).toBe(0);

  // What was in doubt is looked up meanwhile, as it would be by the server.
  const told = "payment_events WHERE actor->>'name' IS DISTINCT FROM 'Reconciliation'";
  const events = await count(told);
  expect(await seed().ended).toBe(0);
  expect([await count('payments'), await count(told)]).toEqual([complete, events]);
  expect(await demo()).toMatchObject(keys);
}, 120_000);

it('writes demo.json for its owner alone, with the names of the contract', async () => {
  const file = await demo();
  const names = ['secret_key', 'publishable_key', 'web', 'fields', 'payments', 'shop', 'merchant', 'webhook_secret'];
  expect(Object.keys(file)).toEqual(names);
  expect(file['secret_key']).toMatch(/^sk_test_/);
  expect(file['webhook_secret']).toMatch(/^whsec_/);
  // The shop's endpoint is made once, and hears of what a later run finds out, not of the past.
  expect(await count('webhook_endpoints')).toBe(1);
  const events = await count('events');
  expect(events).toBeGreaterThan(100);
  expect(await count('webhook_deliveries')).toBeLessThan(events / 10);
  expect((await stat(join(dataDir, 'demo.json'))).mode & 0o777).toBe(0o600);
});
