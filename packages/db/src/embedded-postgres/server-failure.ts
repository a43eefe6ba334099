import { readFile } from 'node:fs/promises';
import { DatabaseSetupError } from '../database-setup-error.ts';

const TAIL_CHARACTERS = 4000;

/** Turns the end of a log of `initdb` or `postgres` into an error that says what to do. */
export function explainServerFailure(output: string, port: number, logFile: string): DatabaseSetupError {
  if (/No space left on device/i.test(output)) {
    return new DatabaseSetupError(
      'disk_full',
      'The disk is full: free some space and start again. The data is intact.',
    );
  }
  if (/Address already in use/i.test(output)) {
    return new DatabaseSetupError(
      'port_taken',
      `Port ${port}, meant for PostgreSQL, is in use: stop what uses it and start again.`,
    );
  }
  if (/incompatible with server|not compatible with this version/i.test(output)) {
    return new DatabaseSetupError(
      'server_failed',
      'The data folder was made by another version of PostgreSQL: use that version of Fieldfare, or move the folder away.',
    );
  }
  if (/Permission denied/i.test(output)) {
    return new DatabaseSetupError(
      'not_permitted',
      'PostgreSQL may not use its data folder: start as the user who owns it, or set FIELDFARE_DATA_DIR to another folder.',
    );
  }
  return new DatabaseSetupError('server_failed', `PostgreSQL did not start; ${logFile} says why.`);
}

export async function serverFailure(logFile: string, from: number, port: number): Promise<DatabaseSetupError> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  return explainServerFailure(log.slice(from).slice(-TAIL_CHARACTERS), port, logFile);
}
