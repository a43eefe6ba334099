import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { commandLine } from './command-line.ts';
import { postmasterFilePath } from './postmaster-file.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const serveUntilKilled = fileURLToPath(new URL('fixtures/serve-until-killed.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function newFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'fieldfare-postgres-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
  cleanUps.push(() => server.stop());
  return server;
}

async function query(serverUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A server whose parent is a process of its own, as after `npm start` in another terminal. */
async function startInOtherProcess(
  dataDir: string,
  uid?: number,
): Promise<{ parent: number; pid: number; serverUrl: string }> {
  const command = [process.execPath, serveUntilKilled, dataDir];
  // An ordinary user who, by this one capability, can read our sources wherever they stand.
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const asUser = uid ? ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...capability, '--'] : [];
  const [program = '', ...args] = [...asUser, ...command];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { pid, serverUrl } = JSON.parse(line.toString()) as { pid: number; serverUrl: string };
  cleanUps.push(async () => {
    child.kill('SIGKILL');
  });
  return { parent: child.pid ?? 0, pid, serverUrl };
}

test('keeps what was written from one start to the next', async () => {
  const dataDir = await newFolder();
  const first = await start(dataDir);
  await query(first.serverUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();

  const second = await start(dataDir);
  expect(await query(second.serverUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('listens on 127.0.0.1 only and asks for a password', async () => {
  const server = await start(await newFolder());
  expect(await query(server.serverUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const url = new URL(server.serverUrl);
  url.password = 'wrong';
  await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});

test('the owner password is readable by its user alone', async () => {
  const dataDir = await newFolder();
  await start(dataDir);
  const { mode } = await stat(join(dataDir, 'owner-password'));
  expect(mode & 0o777).toBe(0o600);
});

test('takes over when the process that started the server was killed', async () => {
  const dataDir = await newFolder();
  const earlier = await startInOtherProcess(dataDir);
  await query(earlier.serverUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(earlier.parent, 'SIGKILL');

  const server = await start(dataDir);
  expect(server.pid).not.toBe(earlier.pid);
  expect(await query(server.serverUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(await commandLine(earlier.pid)).toBe('');
});

test('recovers what was committed when parent and server were both killed', async () => {
  const dataDir = await newFolder();
  const earlier = await startInOtherProcess(dataDir);
  await query(earlier.serverUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(earlier.parent, 'SIGKILL');
  process.kill(earlier.pid, 'SIGKILL');

  const server = await start(dataDir);
  expect(await query(server.serverUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('is not fooled by a pid file whose number now belongs to another program', async () => {
  const dataDir = await newFolder();
  const first = await start(dataDir);
  await first.stop();
  const other = spawn('sleep', ['60']);
  cleanUps.push(async () => {
    other.kill('SIGKILL');
  });
  await writeFile(postmasterFilePath(join(dataDir, 'cluster')), `${other.pid}\n${dataDir}\n`);

  await start(dataDir);
  expect(other.exitCode).toBeNull();
  expect(other.signalCode).toBeNull();
});

test('starts over when an earlier set-up was killed half way', async () => {
  const dataDir = await newFolder();
  await mkdir(join(dataDir, 'cluster.new', 'base'), { recursive: true });
  await writeFile(join(dataDir, 'owner-password'), 'left over\n');
  const server = await start(dataDir);
  expect(await query(server.serverUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('says when the server is gone without having been asked', async () => {
  const server = await start(await newFolder());
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  await expect(query(server.serverUrl, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
});

test.runIf(isRoot)('as root, serves a data folder below the closed home folder of root', async () => {
  const server = await start(await newFolder(homedir()));
  const rows = await query(server.serverUrl, 'SELECT 1 AS one');
  expect(rows).toEqual([{ one: 1 }]);
});

test.runIf(isRoot)('serves as an ordinary user', async () => {
  const dataDir = await newFolder();
  await chown(dataDir, NOBODY, NOBODY);
  const { pid, serverUrl } = await startInOtherProcess(dataDir, NOBODY);
  expect(await query(serverUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect((await stat(join(dataDir, 'cluster'))).uid).toBe(NOBODY);

  // Root finds the other user's folder and goes on with it.
  const server = await start(dataDir);
  expect(server.pid).not.toBe(pid);
  await access(join(dataDir, 'cluster', 'PG_VERSION'));
});
