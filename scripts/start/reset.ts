import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endLeftoverServer } from '@fieldfare/db/end-leftover-server';
import { explainError } from '../shared/explain-error.ts';
import { ROOT } from '../shared/root.ts';
import { StartError } from '../shared/start-error.ts';
import { claimDataFolder } from './claim-data-folder.ts';
import { DATA_FOLDER_MARK, dataFolder } from './data-folder.ts';
import { endLeftoverProcesses } from './leftover-processes.ts';
import { type Environment, readSettings } from './settings.ts';

async function deleteData(environment: Environment): Promise<string> {
  const { dataDir, databaseUrl } = readSettings(environment, ROOT);
  if (!existsSync(dataDir)) return `There is nothing to delete: ${dataDir} does not exist.`;
  if (!existsSync(join(dataDir, DATA_FOLDER_MARK))) {
    throw new StartError(`${dataDir} was not made by Fieldfare, so it is left alone: correct FIELDFARE_DATA_DIR.`);
  }
  const folder = dataFolder(dataDir);
  await claimDataFolder(folder);
  await endLeftoverProcesses(dataDir);
  await endLeftoverServer(join(folder.postgres, 'cluster'));
  await rm(dataDir, { recursive: true });
  return `Deleted ${dataDir}.${databaseUrl ? ' The database of DATABASE_URL is yours and was left alone.' : ''}`;
}

/** `npm run reset`: deletes all data of an installation that is not running. Answers the exit code. */
export async function reset(environment: Environment = process.env): Promise<number> {
  try {
    process.stdout.write(`${await deleteData(environment)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`fieldfare: ${explainError(error)}\n`);
    return 1;
  }
}
