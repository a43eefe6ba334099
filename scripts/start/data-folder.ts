import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything that one installation keeps stands. All paths are absolute. */
export interface DataFolder {
  readonly path: string;
  /** Locks, and what a later start knows of an earlier one. */
  readonly run: string;
  readonly secrets: string;
  readonly postgres: string;
  readonly demoFile: string;
  log(name: string): string;
}

/** Says that a folder is ours, so that a reset never deletes another. */
export const DATA_FOLDER_MARK = 'fieldfare-data';

export function dataFolder(path: string): DataFolder {
  return {
    path,
    run: join(path, 'run'),
    secrets: join(path, 'secrets'),
    postgres: join(path, 'postgres'),
    demoFile: join(path, 'demo.json'),
    log: (name) => join(path, 'logs', `${name}.log`),
  };
}

/** Makes the folder, closed to other users, and marks it as ours. */
export function makeDataFolder(path: string): DataFolder {
  const folder = dataFolder(path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  for (const part of [folder.run, folder.secrets, join(path, 'logs')])
    mkdirSync(part, { recursive: true, mode: 0o700 });
  writeFileSync(join(path, DATA_FOLDER_MARK), 'Data of Fieldfare. "npm run reset" deletes this folder.\n');
  return folder;
}
