import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';

let test: TestDatabase;
let owner: pg.Client;
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
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await Promise.all(Object.values(clients).map((client) => client.end()));
  await test.drop();
});

const expectDenied = async (role: string, statement: string) =>
  expect(clients[role]?.query(statement), statement).rejects.toThrow(/permission denied/);

describe('the web role', () => {
  it('reads what a field document needs', async () => {
    for (const read of [
      'SELECT id, name, status FROM merchants',
      'SELECT merchant_id, allowed_origins, bin_digits FROM payment_profiles',
      'SELECT thumbprint, retired_at FROM signing_roots',
      'SELECT merchant_id, family, weight, style, hash, file FROM fonts',
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
      'card_keepings',
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
    await expectDenied('web', 'SELECT vault.list_keys()');
  });
});

describe('the payments role', () => {
  it('cannot rewrite history', async () => {
    await expectDenied('payments', "UPDATE audit_log SET action = 'x'");
    await expectDenied('payments', 'DELETE FROM audit_log');
    await expectDenied('payments', 'TRUNCATE audit_log');
    await expectDenied('payments', "UPDATE payment_events SET type = 'x'");
    await expectDenied('payments', 'DELETE FROM payments');
    await expectDenied('payments', "UPDATE nonces SET id = 'x'");
  });

  it('has the books summed, and writes no sum', async () => {
    await clients['payments']?.query("SELECT keep_ledger_days('mer_nobody', 'test')");
    for (const table of ['ledger_days', 'ledger_days_kept', 'ledger_day_changes']) {
      await expectDenied('payments', `INSERT INTO ${table} DEFAULT VALUES`);
      await expectDenied('payments', `DELETE FROM ${table}`);
    }
    await expectDenied('payments', 'UPDATE ledger_days SET change_minor = 1');
    await expectDenied('payments', "UPDATE ledger_days_kept SET until = 'infinity'");
    await expectDenied('web', "SELECT keep_ledger_days('mer_nobody', 'test')");
  });

  it('touches no table of the vault, and publishes no root', async () => {
    const { rows } = await owner.query<{ name: string }>(
      "SELECT format('vault.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'vault'",
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['vault.cards', 'vault.data_keys', 'vault.key_ring']),
    );
    for (const { name } of rows) {
      await expectDenied('payments', `SELECT * FROM ${name}`);
      await expectDenied('payments', `INSERT INTO ${name} DEFAULT VALUES`);
      await expectDenied('payments', `DELETE FROM ${name}`);
      await expectDenied('payments', `TRUNCATE ${name}`);
    }
    await expectDenied('payments', "UPDATE vault.cards SET ciphertext = ''");
    await expectDenied('payments', "UPDATE vault.key_ring SET purpose = 'root'");
    await expectDenied('payments', "INSERT INTO signing_roots (thumbprint, created_at) VALUES ('x', now())");
    await expectDenied('payments', 'UPDATE signing_roots SET retired_at = NULL');
  });

  it('does not look into the bank', async () => {
    await expectDenied('payments', 'SELECT * FROM sandbox.attempts');
  });
});

describe("the vault's functions", () => {
  const functions = async () =>
    (
      await owner.query<{
        name: string;
        owner: string;
        definer: boolean;
        settings: string[];
        payments: boolean;
        others: boolean;
      }>(
        `SELECT p.proname AS name, p.proowner::regrole::text AS owner, p.prosecdef AS definer, coalesce(p.proconfig, '{}') AS settings,
          has_function_privilege('fieldfare_payments', p.oid, 'EXECUTE') AS payments,
          has_function_privilege('fieldfare_web', p.oid, 'EXECUTE') OR has_function_privilege('fieldfare_sandbox', p.oid, 'EXECUTE') AS others
        FROM pg_proc p WHERE p.pronamespace = 'vault'::regnamespace ORDER BY 1`,
      )
    ).rows;

  it('run as a role that nobody is and nobody signs in as', async () => {
    for (const { name, owner: role, definer } of await functions())
      expect({ name, role, definer }).toEqual({ name, role: 'fieldfare_vault', definer: true });
    const { rows } = await owner.query(
      `SELECT rolcanlogin, rolsuper, pg_has_role('fieldfare_payments', oid, 'MEMBER') AS is_payments FROM pg_roles WHERE rolname = 'fieldfare_vault'`,
    );
    expect(rows).toEqual([{ rolcanlogin: false, rolsuper: false, is_payments: false }]);
  });

  it('look for names where no caller can put any', async () => {
    for (const { name, settings } of await functions())
      expect({ name, settings }).toMatchObject({
        name,
        settings: expect.arrayContaining(['search_path=pg_catalog, vault, pg_temp']),
      });
  });

  it('are for the payment server alone, and a few for each other', async () => {
    const inner = new Set(['is_admin', 'note_transfer', 'hold_data_keys']);
    for (const { name, payments, others } of await functions())
      expect({ name, payments, others }).toEqual({ name, payments: !inner.has(name), others: false });
  });

  it('write the real table, whatever the caller has made under its name', async () => {
    const payments = clients['payments'];
    await payments?.query('CREATE TEMPORARY TABLE cards (LIKE signing_roots)');
    await payments?.query('SET search_path = pg_temp, public');
    await payments?.query("SELECT vault.insert_data_key('dk_1', 'mer_1', '2026-11', 'wrapped', now(), '{}')");
    await payments?.query(
      `SELECT vault.store_cards(ARRAY['tok_1'], ARRAY['mer_1'], ARRAY['dk_1'], ARRAY['a'::bytea], ARRAY['b'::bytea], ARRAY['c'::bytea], ARRAY[now()])`,
    );
    await payments?.query('RESET search_path');
    expect((await owner.query("SELECT merchant_id FROM vault.cards WHERE token = 'tok_1'")).rows).toEqual([
      { merchant_id: 'mer_1' },
    ]);
  });
});

describe('functions with the rights of who made them', () => {
  it('look for names where no caller can put any, in every schema', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN ('public', 'vault', 'sandbox') AND p.prosecdef
          AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) setting WHERE setting ~ '^search_path=pg_catalog, .*pg_temp$') ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  it('run nothing of the caller when they write the books', async () => {
    await owner.query(
      `INSERT INTO payments (id, merchant_id, mode, amount_minor, fee_minor, fee_mode, total_minor, currency, status, authorized_minor, payment_token, record_number, processor, created_at, updated_at)
        VALUES ('pay_1', 'mer_1', 'test', 100, 0, 'merchant_fee', 100, 'USD', 'authorized', 100, 'pt_1', 'r_1', 'sandbox', now(), now())`,
    );
    const caller = new pg.Client({ connectionString: test.paymentsUrl });
    await caller.connect();
    try {
      await caller.query(`
        CREATE TEMPORARY TABLE ledger_entries (LIKE public.ledger_entries);
        CREATE TEMPORARY TABLE ledger_postings (LIKE public.ledger_postings);
        GRANT ALL ON pg_temp.ledger_entries, pg_temp.ledger_postings TO PUBLIC;
        CREATE FUNCTION pg_temp.seize() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'seized as %', current_user; END $$;
        CREATE TRIGGER seize BEFORE INSERT ON pg_temp.ledger_entries FOR EACH ROW EXECUTE FUNCTION pg_temp.seize()`);
      await caller.query("UPDATE public.payments SET status = 'captured', captured_minor = 100 WHERE id = 'pay_1'");
      const { rows } = await owner.query("SELECT type FROM public.ledger_entries WHERE payment_id = 'pay_1'");
      expect(rows).toEqual([{ type: 'capture' }]);
    } finally {
      await caller.end();
    }
  });
});

it('lets the role of the vault write what happened and change nothing else of it', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND has_table_privilege('fieldfare_vault', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['audit_log', 'card_keepings', 'signing_roots']);
  const { rows: rights } = await owner.query(
    "SELECT has_table_privilege('fieldfare_vault', 'audit_log', 'SELECT, UPDATE, DELETE') AS audit, has_table_privilege('fieldfare_vault', 'card_keepings', 'INSERT, DELETE') AS keepings",
  );
  expect(rights).toEqual([{ audit: false, keepings: false }]);
  const { rows: columns } = await owner.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.column_privileges
      WHERE grantee = 'fieldfare_vault' AND table_schema = 'public' AND table_name NOT IN ('audit_log', 'card_keepings', 'signing_roots') ORDER BY 1`,
  );
  expect(columns.map(({ name }) => name)).toEqual([
    'merchants.id',
    'users.disabled_at',
    'users.id',
    'users.name',
    'users.role',
  ]);
});

it('keeps the bank to its own books', async () => {
  await expectDenied('sandbox', 'SELECT * FROM public.payments');
  await expectDenied('sandbox', 'SELECT * FROM vault.cards');
  await expectDenied('sandbox', 'SELECT vault.list_keys()');
});

it('lets nobody run a function who was not given it, whatever migration made it', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname IN ('public', 'vault', 'sandbox') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        AND (has_function_privilege('public', p.oid, 'EXECUTE') OR has_function_privilege('fieldfare_web', p.oid, 'EXECUTE')) ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([]);
});

it('gives the web role no table but those that a field document needs, whatever migration made it', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'vault', 'sandbox') AND c.relkind IN ('r', 'v', 'm', 'p') AND has_any_column_privilege('fieldfare_web', c.oid, 'SELECT, INSERT, UPDATE')
      ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['fonts', 'merchants', 'payment_profiles', 'signing_roots']);
});
