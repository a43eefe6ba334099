import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { explainServerFailure } from './server-failure.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { unprivilegedCommand } from './unprivileged-command.ts';

export const OWNER_ROLE = 'fieldfare_owner';

export interface Cluster {
  /** The folder that PostgreSQL calls its data directory. */
  readonly folder: string;
  readonly ownerPassword: string;
}

interface ErrorWithOutput {
  stdout?: string;
  stderr?: string;
}

async function initialise(folder: string, passwordFile: string, binaries: PostgresBinaries): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wrap = await unprivilegedCommand(folder);
  const [program, ...args] = wrap([
    binaries.initdb,
    `--pgdata=${folder}`,
    `--username=${OWNER_ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  // The C locale keeps PostgreSQL's own messages in English, which is what explainServerFailure reads.
  await promisify(execFile)(program, args, { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }).catch(
    (error: ErrorWithOutput) => {
      throw explainServerFailure(`${error.stdout ?? ''}${error.stderr ?? ''}`, 0, folder);
    },
  );
}

/**
 * Makes the data folder on the first call and finds it on later ones. It is made under another name and renamed when complete, so
 * that a set-up which was interrupted starts over instead of leaving half a folder.
 *
 * @param dataDir absolute path; holds `cluster/` and `owner-password` (mode 0600)
 */
export async function ensureCluster(dataDir: string, binaries: PostgresBinaries): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const folder = join(dataDir, 'cluster');
  const passwordFile = join(dataDir, 'owner-password');
  const hasCluster = await readFile(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (hasCluster) return { folder, ownerPassword: (await readFile(passwordFile, 'utf8')).trim() };

  const ownerPassword = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${ownerPassword}\n`, { mode: 0o600 });
  const unfinished = `${folder}.new`;
  await initialise(unfinished, passwordFile, binaries);
  await rename(unfinished, folder);
  return { folder, ownerPassword };
}
