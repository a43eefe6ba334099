import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../src/testing/create-test-database.ts';
import { diffMigrations } from './diff-migrations.ts';
import { runPrisma } from './run-prisma.ts';

const SCHEMA = `
generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
model Sparrow {
  id   Int    @id
  name String
}
`;
const MIGRATION =
  'CREATE TABLE "Sparrow" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Sparrow_pkey" PRIMARY KEY ("id"));';
const FUNCTION = "CREATE FUNCTION song() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'tweet;'; END $$;";

let folder: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldfare-engine-'));
  database = await createTestDatabase();
  await mkdir(join(folder, 'migrations/1_first'), { recursive: true });
  await writeFile(join(folder, 'migrations/1_first/migration.sql'), `${MIGRATION}\n${FUNCTION}\n`);
  await writeFile(join(folder, 'migrations/migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(join(folder, 'schema.prisma'), SCHEMA);
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
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

const diff = () =>
  diffMigrations({
    serverUrl: database.ownerUrl,
    migrations: join(folder, 'migrations'),
    schema: join(folder, 'schema.prisma'),
  });

test('finds no drift between our own migrations and schema', async () => {
  expect(await diffMigrations({ serverUrl: database.ownerUrl })).toBe('');
});

test('sees agreement and drift, replaying on a shadow database that it removes again', async () => {
  const before = await query(database.ownerUrl, 'SELECT count(*) FROM merchants');
  expect(await diff()).toBe('');

  await writeFile(join(folder, 'schema.prisma'), SCHEMA.replace('name String', 'name String\n  wings Int'));
  expect(await diff()).toContain('ADD COLUMN     "wings" INTEGER NOT NULL');

  // The real database was neither changed nor emptied, and no shadow is left.
  expect(await query(database.ownerUrl, 'SELECT count(*) FROM merchants')).toEqual(before);
  expect(await query(database.ownerUrl, 'SELECT to_regclass(\'"Sparrow"\') AS t')).toEqual([{ t: null }]);
});

test('says why a migration does not replay', async () => {
  await writeFile(join(folder, 'migrations/1_first/migration.sql'), 'CREATE TABLE broken (;');
  await expect(diff()).rejects.toThrow(/syntax error/);
});

test('makes, migrates and reports on a database through Prisma itself', async () => {
  const url = new URL(database.ownerUrl);
  url.pathname += '_made_by_prisma';
  const deployed = await runPrisma(['migrate', 'deploy'], url.href);
  expect(deployed.stderr + deployed.stdout).toContain('All migrations have been successfully applied');
  expect(deployed.exitCode).toBe(0);
  expect((await runPrisma(['migrate', 'status'], url.href)).exitCode).toBe(0);
  expect(await query(url.href, 'SELECT id FROM merchants')).toEqual([]);
  await query(database.ownerUrl, `DROP DATABASE ${pg.escapeIdentifier(url.pathname.slice(1))}`);
});

test("reports a server that does not answer with Prisma's own code", async () => {
  const { exitCode, stderr, stdout } = await runPrisma(['migrate', 'status'], 'postgresql://nobody@127.0.0.1:1/none');
  expect(exitCode).toBe(1);
  expect(stderr + stdout).toContain('P1001');
});
