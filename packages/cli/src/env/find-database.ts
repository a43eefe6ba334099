import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPostmasterFile } from '@fieldfare/db/postmaster-file';
import { roleUrl } from '@fieldfare/db/runtime-roles';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

// What `npm start` keeps in its data folder.
const ROLES_FILE = 'secrets/database-roles.json';
const CLUSTER = 'postgres/cluster';
const DATABASE = 'fieldfare';

const RolePasswords = z.object({ fieldfare_payments: z.string() });

/**
 * The database of the installation in a data folder, as role fieldfare_payments: on the owner's own server where one is given, otherwise on
 * the one that `npm start` runs.
 *
 * @throws {CliError} with what to start or set
 */
export async function findDatabase(dataDir: string, ownerUrl: string | null): Promise<string> {
  const password = await paymentsPassword(dataDir);
  if (ownerUrl !== null) return roleUrl(ownerUrl, 'fieldfare_payments', password);
  const postmaster = await readPostmasterFile(join(dataDir, CLUSTER));
  if (!postmaster?.isReady || postmaster.port === null) {
    throw new CliError(
      `The database of ${dataDir} is not running: start Fieldfare with "npm start", or set PAYMENTS_DATABASE_URL to another.`,
    );
  }
  return roleUrl(`postgresql://127.0.0.1:${postmaster.port}/${DATABASE}`, 'fieldfare_payments', password);
}

async function paymentsPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, ROLES_FILE);
  if (!existsSync(file)) {
    throw new CliError(
      `There is no installation in ${dataDir}: set PAYMENTS_DATABASE_URL, or FIELDFARE_DATA_DIR to the folder that "npm start" uses.`,
    );
  }
  const passwords = RolePasswords.safeParse(parse(await readFile(file, 'utf8').catch(() => '')));
  if (passwords.success) return passwords.data.fieldfare_payments;
  throw new CliError(
    `${file} cannot be read: run "npm start" once, which makes it anew, or set PAYMENTS_DATABASE_URL.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
