import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureRoles } from './ensure-roles.ts';
import { migrate } from './migrate.ts';
import { roleUrl, RUNTIME_ROLES, VAULT_ROLE } from './runtime-roles.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

// A server of its own: these tests change what belongs to a whole server.
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const passwords = { fieldfare_payments: "it's one", fieldfare_web: 'two', fieldfare_sandbox: 'three' };

test('makes each role able to sign in with its password, however often and however many at once', async () => {
  const ensure = () => ensureRoles({ ownerUrl: server.serverUrl, passwords });
  await Promise.all([ensure(), ensure(), ensure()]);
  await ensure();
  const url = roleUrl(server.serverUrl, 'fieldfare_payments', passwords.fieldfare_payments);
  expect(await query(url, 'SELECT current_user')).toEqual([{ current_user: 'fieldfare_payments' }]);
});

test('no role may make roles or databases, or is a superuser', async () => {
  const rows = await query(
    server.serverUrl,
    "SELECT rolname FROM pg_roles WHERE rolname LIKE 'fieldfare_%' AND rolname <> current_user AND (rolsuper OR rolcreaterole OR rolcreatedb)",
  );
  expect(rows).toEqual([]);
});

test("gives a role's rights to a user of one's own", async () => {
  await query(server.serverUrl, 'CREATE ROLE "my web" LOGIN');
  await ensureRoles({ ownerUrl: server.serverUrl, passwords: {}, members: { fieldfare_web: 'my web' } });
  const rows = await query(server.serverUrl, "SELECT pg_has_role('my web', 'fieldfare_web', 'USAGE') AS has");
  expect(rows).toEqual([{ has: true }]);
});

test('says what to run when the owner may not make roles', async () => {
  await query(server.serverUrl, "CREATE ROLE humble LOGIN PASSWORD 'humble'");
  const url = new URL(server.serverUrl);
  url.username = 'humble';
  url.password = 'humble';
  await expect(ensureRoles({ ownerUrl: url.href, passwords })).rejects.toMatchObject({
    code: 'not_permitted',
    message: expect.stringContaining('ALTER ROLE "humble" CREATEROLE'),
  });
});

test('lets an owner who is no superuser set everything up and migrate', async () => {
  const roles = [...RUNTIME_ROLES, VAULT_ROLE].map((role) => pg.escapeIdentifier(role)).join(', ');
  await query(server.serverUrl, `DROP OWNED BY ${roles}`);
  await query(server.serverUrl, `DROP ROLE ${roles}`);
  await query(server.serverUrl, "CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'keeper'");
  await query(server.serverUrl, 'CREATE DATABASE kept OWNER keeper');
  const url = new URL(server.serverUrl);
  Object.assign(url, { username: 'keeper', password: 'keeper', pathname: '/kept' });
  const ownerUrl = url.href;
  await ensureRoles({ ownerUrl, passwords });
  await ensureRoles({ ownerUrl, passwords });
  expect(await migrate({ ownerUrl })).toContain('20261121000400_vault_functions');
  const paymentsUrl = roleUrl(ownerUrl, 'fieldfare_payments', passwords.fieldfare_payments);
  expect(await query(paymentsUrl, 'SELECT kid FROM vault.list_keys()')).toEqual([]);
});
