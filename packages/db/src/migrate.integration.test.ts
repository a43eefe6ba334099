import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runPrisma } from '../scripts/run-prisma.ts';
import { connectOwner } from './connect-owner.ts';
import { ensureDatabase } from './ensure-database.ts';
import { migrate } from './migrate.ts';
import { testServerUrl } from './testing/test-server-url.ts';

let folder: string;
let ownerUrl: string;
let client: pg.Client;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-migrations-'));
  ownerUrl = await ensureDatabase(testServerUrl(), `migrate_${randomUUID()}`);
  client = await connectOwner(ownerUrl);
});
afterEach(async () => {
  await client.end();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

test('applies what is missing, in order, once', async () => {
  await write('2_second', 'ALTER TABLE one ADD COLUMN two int;');
  await write('1_first', 'CREATE TABLE one (id int);');
  expect(await migrate({ ownerUrl, folder })).toEqual(['1_first', '2_second']);
  expect(await migrate({ ownerUrl, folder })).toEqual([]);

  await write('3_third', 'CREATE TABLE three (id int);');
  expect(await migrate({ ownerUrl, folder })).toEqual(['3_third']);
  expect(await tables()).toEqual(['one', 'three']);
});

test('several at once apply each migration once', async () => {
  await write('1_first', 'CREATE TABLE one (id int);');
  const results = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, folder })));
  expect(results.flat()).toEqual(['1_first']);
});

test('undoes all of a migration that fails half way, and applies it when it has been corrected', async () => {
  await write('1_first', 'CREATE TABLE one (id int); CREATE TABLE one (id int);');
  await expect(migrate({ ownerUrl, folder })).rejects.toMatchObject({
    code: 'migration_failed',
    message: expect.stringContaining('1_first'),
  });
  expect(await tables()).toEqual([]);

  await write('1_first', 'CREATE TABLE one (id int);');
  expect(await migrate({ ownerUrl, folder })).toEqual(['1_first']);
});

test('runs a script whose function bodies hold semicolons', async () => {
  await write(
    '1_function',
    'CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;',
  );
  await migrate({ ownerUrl, folder });
  expect((await client.query('SELECT two()')).rows).toEqual([{ two: 2 }]);
});

test('refuses to go on when an applied migration was edited', async () => {
  await write('1_first', 'CREATE TABLE one (id int);');
  await migrate({ ownerUrl, folder });
  await write('1_first', 'CREATE TABLE one (id bigint);');
  await expect(migrate({ ownerUrl, folder })).rejects.toMatchObject({ code: 'migration_failed' });
});

test("Prisma's own command finds our migrations applied", async () => {
  await migrate({ ownerUrl });
  const { exitCode, stdout } = await runPrisma(['migrate', 'status'], ownerUrl);
  expect(stdout).toContain('Database schema is up to date');
  expect(exitCode).toBe(0);
});
