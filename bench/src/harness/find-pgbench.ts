import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchContext } from './benchmark.ts';
import { temporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** The path of Debian's pgbench, fetched with apt where it is missing and that is possible; null where there is none. */
export async function findPgbench({ cleanUp, say }: Pick<BenchContext, 'cleanUp' | 'say'>): Promise<string | null> {
  const installed = (await newestIn(DEBIAN_FOLDER)) ?? (await onPath());
  if (installed) return installed;
  say('pgbench is missing; fetching it with apt');
  return unpackPgbench(await temporaryFolder(cleanUp)).catch(() => null);
}

/** Unpacks the server's package, which pgbench is part of: to install it would also start a database server that nobody asked for. */
async function unpackPgbench(folder: string): Promise<string | null> {
  if (process.getuid?.() === 0) await run('apt-get', ['install', '-y', '--no-install-recommends', 'libpq5']);
  const { stdout } = await run('apt-cache', ['depends', 'postgresql']);
  const name = /postgresql-\d+/.exec(stdout)?.[0] ?? 'postgresql';
  await run('apt-get', ['download', name], { cwd: folder });
  for (const file of await readdir(folder)) await run('dpkg-deb', ['--extract', join(folder, file), folder]);
  return newestIn(join(folder, DEBIAN_FOLDER));
}

async function newestIn(folder: string): Promise<string | null> {
  const versions = await readdir(folder).catch(() => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest ? executable(join(folder, newest, 'bin', 'pgbench')) : null;
}

async function onPath(): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const found = await executable(join(folder, 'pgbench'));
    if (found) return found;
  }
  return null;
}

async function executable(path: string): Promise<string | null> {
  return access(path, constants.X_OK).then(
    () => path,
    () => null,
  );
}
