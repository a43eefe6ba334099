import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './create-test-database.ts';

let first: TestDatabase;
let second: TestDatabase;
beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await first.drop();
  await second.drop();
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('two test files do not see what the other writes', async () => {
  await query(first.ownerUrl, 'CREATE TABLE mine (id int)');
  await expect(query(second.ownerUrl, 'SELECT * FROM mine')).rejects.toThrow('does not exist');
});

test('every migration is applied', async () => {
  expect(await query(first.ownerUrl, 'SELECT id FROM merchants')).toEqual([]);
});

test.each([
  ['paymentsUrl', 'fieldfare_payments'],
  ['webUrl', 'fieldfare_web'],
  ['sandboxUrl', 'fieldfare_sandbox'],
] as const)('%s signs in as %s', async (key, role) => {
  expect(await query(first[key], 'SELECT current_user')).toEqual([{ current_user: role }]);
});

test('the web role reads neither the vault nor what is not granted to it', async () => {
  await expect(query(first.webUrl, 'SELECT * FROM vault.cards')).rejects.toMatchObject({ code: '42501' });
  await expect(query(first.webUrl, 'SELECT * FROM users')).rejects.toMatchObject({ code: '42501' });
});

test('is gone after drop, even while it is in use', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  client.on('error', () => {});
  await client.connect();
  await database.drop();
  await expect(query(database.ownerUrl, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
});
