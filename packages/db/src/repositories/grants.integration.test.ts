import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';

let test: TestDatabase;
const clients: Record<string, pg.Client> = {};

beforeAll(async () => {
  test = await createTestDatabase();
  for (const [name, connectionString] of Object.entries({
    web: test.webUrl,
    payments: test.paymentsUrl,
    sandbox: test.sandboxUrl,
  })) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    clients[name] = client;
  }
});

afterAll(async () => {
  await Promise.all(Object.values(clients).map((client) => client.end()));
  await test.drop();
});

const expectDenied = async (role: string, statement: string) =>
  expect(clients[role]?.query(statement), statement).rejects.toThrow(/permission denied/);

describe('the web role', () => {
  it('reads what a field document needs', async () => {
    for (const read of [
      'SELECT id, name, status FROM merchants',
      'SELECT merchant_id, allowed_origins FROM payment_profiles',
      'SELECT thumbprint, retired_at FROM signing_roots',
    ]) {
      expect((await clients['web']?.query(read))?.rows, read).toEqual([]);
    }
  });

  it('reads neither the vault, nor hashes, nor payments', async () => {
    for (const table of [
      'vault.cards',
      'vault.data_keys',
      'vault.key_ring',
      'users',
      'api_keys',
      'console_sessions',
      'payments',
      'sessions',
      'audit_log',
      'sandbox.attempts',
    ]) {
      await expectDenied('web', `SELECT * FROM ${table}`);
    }
  });

  it('writes nothing', async () => {
    await expectDenied('web', "UPDATE merchants SET name = 'x'");
    await expectDenied('web', "INSERT INTO signing_roots (thumbprint, created_at) VALUES ('x', now())");
    await expectDenied('web', "SELECT begin_payments('[]')");
  });
});

describe('the payments role', () => {
  it('cannot rewrite history', async () => {
    await expectDenied('payments', "UPDATE audit_log SET action = 'x'");
    await expectDenied('payments', 'DELETE FROM audit_log');
    await expectDenied('payments', "UPDATE payment_events SET type = 'x'");
    await expectDenied('payments', 'DELETE FROM payments');
    await expectDenied('payments', "UPDATE nonces SET id = 'x'");
  });

  it('cannot change a stored card or look into the bank', async () => {
    await expectDenied('payments', "UPDATE vault.cards SET ciphertext = ''");
    await expectDenied('payments', 'SELECT * FROM sandbox.attempts');
  });
});

it('keeps the bank to its own books', async () => {
  await expectDenied('sandbox', 'SELECT * FROM public.payments');
  await expectDenied('sandbox', 'SELECT * FROM vault.cards');
});
